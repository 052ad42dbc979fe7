package captionstream.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.Requests;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchCollectorTest {
    private static final ConsumerRecord<byte[], byte[]> OTHER = Requests.record(0, 8, "other");

    private final PendingRequest slow = new PendingRequest(Requests.record(0, 7, "slow"), new CompletableFuture<>(), 0);
    private final PendingRequest other =
            new PendingRequest(OTHER, CompletableFuture.completedFuture(Requests.loaded(OTHER)), 0);

    @Test
    void anImageThatIsSlowToLoadHoldsBackItsSequence() {
        assertThat(flushed(PendingRequest::partition)).isEmpty();
    }

    @Test
    void whereEveryRequestIsASequenceOfItsOwnAnImageThatIsSlowToLoadHoldsBackNoOther() {
        assertThat(flushed(request -> request)).hasValueSatisfying(batch -> assertThat(batch.requests())
                .extracting(LoadedRequest::origin)
                .containsExactly(OTHER));
    }

    private Optional<RequestBatch> flushed(Function<PendingRequest, Object> sequence) {
        BatchCollector collector = new BatchCollector(4, Duration.ofMillis(50), 12, sequence, () -> 0);
        collector.add(slow);
        collector.add(other);
        return collector.flush();
    }
}
