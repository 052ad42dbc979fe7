package captionstream.worker;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;

/** Kafka clients of a process that is suspended right before one of its commits. */
final class StallingClients extends KafkaClients {
    private final AtomicInteger commitsToGo;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    StallingClients(WorkerConfig config, int commit) {
        super(config);
        commitsToGo = new AtomicInteger(commit);
    }

    @Override
    @SuppressWarnings("unchecked")
    Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> real = super.producer();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (p, method, args) -> {
                    if (method.getName().equals("commitTransaction") && commitsToGo.decrementAndGet() == 0) {
                        real.flush();
                        reached.countDown();
                        released.await();
                    }
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    void awaitReached() {
        await().atMost(Duration.ofMinutes(5)).until(() -> reached.getCount() == 0);
    }

    void release() {
        released.countDown();
    }
}
