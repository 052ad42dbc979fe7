package captionstream.endtoend;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Compacted topics as they stand: of every key the latest committed record that is not withdrawn. Reads on from where
 * it was. For one thread.
 */
final class LatestRecords implements AutoCloseable {
    private static final List<Topic> RESULTS =
            List.of(Topic.PROMPT_STATISTICS, Topic.PROMPT_RANKINGS, Topic.PROMPT_COMPATIBILITY, Topic.CAPTION_EXTREMES);

    /** Which id the registry gave the schema depends on who came first. */
    private static final int SCHEMA_ID_BYTES = 5;

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final SortedMap<String, String> latest = new TreeMap<>();

    static LatestRecords ofResults(KafkaConnection kafka) {
        return new LatestRecords(kafka, RESULTS.stream().map(Topic::topicName).toList());
    }

    /** The topics must exist. */
    LatestRecords(KafkaConnection kafka, List<String> topics) {
        consumer = new KafkaConsumer<>(kafka.readerConfig(), new StringDeserializer(), new ByteArrayDeserializer());
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What follows the id of the schema in hexadecimal, by topic and key. */
    SortedMap<String, String> read() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        }
        return latest;
    }

    /** Of records that are in one and not, or otherwise, in the other. */
    static Set<String> differingKeys(SortedMap<String, String> one, SortedMap<String, String> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        keys.removeIf(key -> Objects.equals(one.get(key), other.get(key)));
        return keys;
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
