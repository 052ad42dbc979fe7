package captionstream.worker;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** A topic as a read_committed consumer sees it, from its beginning. */
final class CommittedTopic<T> implements AutoCloseable {
    private final KafkaConsumer<byte[], T> consumer;
    private final List<TopicPartition> partitions;
    private final List<T> seen = new ArrayList<>();

    CommittedTopic(KafkaConnection kafka, Topic topic, Deserializer<T> deserializer) {
        Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), deserializer);
        partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All that is committed up to now. */
    List<T> upToNow() {
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        while (!partitions.stream().allMatch(partition -> consumer.position(partition) >= end.get(partition))) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> seen.add(record.value()));
        }
        return seen;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
