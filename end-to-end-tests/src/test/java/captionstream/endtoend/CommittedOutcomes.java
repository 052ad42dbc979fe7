package captionstream.endtoend;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts captions and dead letters as they are committed. For one thread. */
final class CommittedOutcomes implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long count;

    /** The topics must exist. */
    CommittedOutcomes(KafkaConnection kafka) {
        consumer = new KafkaConsumer<>(kafka.readerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topic.CAPTIONS, Topic.DEAD_LETTERS)
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    long count() {
        count += consumer.poll(Duration.ofMillis(50)).count();
        return count;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
