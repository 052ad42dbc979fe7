package captionstream.worker;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Stops the model in its n-th batch until released. */
final class MidBatch {
    private final AtomicInteger batchesToGo;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    MidBatch(int batch) {
        batchesToGo = new AtomicInteger(batch);
    }

    void hold() {
        if (batchesToGo.decrementAndGet() == 0) {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void awaitReached() {
        await().atMost(Duration.ofMinutes(5)).until(() -> reached.getCount() == 0);
    }

    void release() {
        released.countDown();
    }
}
