package captionstream.endtoend;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The statistics as they stand: of every key of the four topics the latest committed record that is not withdrawn. Reads
 * on from where it was. For one thread.
 */
final class LatestResults implements AutoCloseable {
    private static final List<Topic> TOPICS =
            List.of(Topic.PROMPT_STATISTICS, Topic.PROMPT_RANKINGS, Topic.PROMPT_COMPATIBILITY, Topic.CAPTION_EXTREMES);

    /** Which id the registry gave the schema depends on who came first. */
    private static final int SCHEMA_ID_BYTES = 5;

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final SortedMap<String, String> latest = new TreeMap<>();

    /** The topics must exist. */
    LatestResults(KafkaConnection kafka) {
        consumer = new KafkaConsumer<>(kafka.readerConfig(), new StringDeserializer(), new ByteArrayDeserializer());
        partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Avro bytes in hexadecimal, by topic and key. */
    SortedMap<String, String> read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        }
        return latest;
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        String key = record.topic() + " " + record.key();
        if (record.value() == null) {
            latest.remove(key);
        } else {
            byte[] avro = Arrays.copyOfRange(record.value(), SCHEMA_ID_BYTES, record.value().length);
            latest.put(key, HexFormat.of().formatHex(avro));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
