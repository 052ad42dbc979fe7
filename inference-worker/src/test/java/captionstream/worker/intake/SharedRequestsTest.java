package captionstream.worker.intake;

import static captionstream.worker.intake.FakeShareConsumer.LOCK_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.Requests;
import captionstream.worker.observe.WorkerMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedRequestsTest {
    private static final Duration HALF_A_LOCK = Duration.ofMillis(LOCK_MILLIS / 2);

    private final FakeShareConsumer consumer = new FakeShareConsumer();
    private final AtomicLong nanos = new AtomicLong();
    private final WorkerMetrics metrics = new WorkerMetrics();
    private final SharedRequests requests = new SharedRequests(consumer, nanos::get, metrics);
    private final ConsumerRecord<byte[], byte[]> first = Requests.record(0, 7, "a");
    private final ConsumerRecord<byte[], byte[]> second = Requests.record(0, 8, "b");

    @BeforeEach
    void publish() {
        consumer.publish(first);
        consumer.publish(second);
    }

    @Test
    void whatIsAcquiredIsHandedOutOnce() {
        assertThat(poll()).containsExactly(first, second);
        assertThat(poll()).isEmpty();
        assertThat(consumer.committed).isEmpty();
    }

    @Test
    void whoIsNotHungryAcquiresNothing() {
        assertThat(requests.poll(Duration.ZERO, false)).isEmpty();
        assertThat(poll()).hasSize(2);
    }

    @Test
    void nothingIsAcquiredBeforeEverythingHeldIsAccepted() {
        poll();
        consumer.publish(Requests.record(0, 9, "c"));
        requests.accept(List.of(second));
        assertThat(poll()).isEmpty();

        requests.accept(List.of(first));

        assertThat(poll()).extracting(ConsumerRecord::offset).containsExactly(9L);
        assertThat(consumer.committed).containsExactly("ACCEPT 8", "ACCEPT 7");
    }

    @Test
    void locksAreRenewedWhenHalfOfThemHasPassedAndNotBefore() {
        poll();
        pass(HALF_A_LOCK.minusNanos(1));
        poll();
        assertThat(consumer.committed).isEmpty();

        pass(Duration.ofNanos(1));
        assertThat(poll()).isEmpty();
        poll();

        assertThat(consumer.committed).containsExactly("RENEW 7", "RENEW 8");
        assertThat(metrics.prometheusText()).contains("captionstream_worker_locks_renewed_total 2.0");
    }

    @Test
    void locksAreRenewedAgainAndAgainWhoeverIsHungry() {
        poll();
        for (int i = 0; i < 3; i++) {
            pass(HALF_A_LOCK);
            requests.poll(Duration.ZERO, false);
        }

        requests.accept(List.of(first, second));

        assertThat(consumer.committed)
                .containsExactly(
                        "RENEW 7", "RENEW 8", "RENEW 7", "RENEW 8", "RENEW 7", "RENEW 8", "ACCEPT 7", "ACCEPT 8");
    }

    @Test
    void anOutcomeWhoseLockWasLostIsAcceptedByNobody() {
        poll();
        consumer.loseLocks();
        pass(HALF_A_LOCK);
        poll();

        requests.accept(List.of(first, second));

        assertThat(consumer.committed).isEmpty();
        assertThat(metrics.prometheusText())
                .contains("captionstream_worker_locks_refused_total 1.0")
                .contains("captionstream_worker_locks_renewed_total 0.0");
    }

    @Test
    void afterARewindEverythingUnfinishedIsHandedOutAgainUnderTheLocksItHas() {
        poll();
        requests.accept(List.of(first));
        requests.rewind();

        assertThat(poll()).containsExactly(second);
        assertThat(poll()).isEmpty();
        assertThat(consumer.committed).containsExactly("ACCEPT 7");
    }

    @Test
    void afterARewindLocksAreRenewedWhileNobodyIsHungry() {
        poll();
        requests.rewind();
        pass(HALF_A_LOCK);

        assertThat(requests.poll(Duration.ZERO, false)).isEmpty();

        assertThat(consumer.committed).containsExactly("RENEW 7", "RENEW 8");
        assertThat(poll()).containsExactly(first, second);
    }

    @Test
    void whatIsDeliveredAgainToItsOwnWorkerIsNotDoneTwiceAtOnce() {
        poll();
        consumer.loseLocks();
        pass(HALF_A_LOCK);
        consumer.publish(first);

        assertThat(poll()).isEmpty();
    }

    @Test
    void closingReleasesWhatIsNotAccepted() {
        poll();
        requests.accept(List.of(first));

        requests.close();

        assertThat(consumer.committed).containsExactly("ACCEPT 7", "RELEASE 8");
        assertThat(consumer.isClosed()).isTrue();
    }

    @Test
    void aWakeEndsTheWait() {
        poll();
        requests.wake();

        assertThat(requests.poll(Duration.ofDays(1), true)).isEmpty();
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        return requests.poll(Duration.ZERO, true);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
