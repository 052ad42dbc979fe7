package captionstream.worker.intake;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumed record and the loading of its image.
 *
 * @param arrivedNanos when it was polled, on the collector's clock
 */
public record PendingRequest(
        ConsumerRecord<byte[], byte[]> origin, CompletableFuture<LoadedRequest> loading, long arrivedNanos) {
    public TopicPartition partition() {
        return new TopicPartition(origin.topic(), origin.partition());
    }
}
