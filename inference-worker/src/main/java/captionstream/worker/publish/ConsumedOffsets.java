package captionstream.worker.publish;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where the group goes on after a set of outcomes. */
public final class ConsumedOffsets {
    private ConsumedOffsets() {}

    /** The offset after the last origin of each partition. */
    public static Map<TopicPartition, OffsetAndMetadata> after(List<RequestOutcome> outcomes) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (RequestOutcome outcome : outcomes) {
            ConsumerRecord<byte[], byte[]> origin = outcome.origin();
            next.merge(
                    new TopicPartition(origin.topic(), origin.partition()),
                    new OffsetAndMetadata(origin.offset() + 1, origin.leaderEpoch(), ""),
                    (a, b) -> a.offset() > b.offset() ? a : b);
        }
        return next;
    }
}
