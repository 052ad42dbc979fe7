package captionstream.cli.audit;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.RecordPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks up the image ids of a few records by where they stand, so that ids need not be kept of all. For one thread. */
final class RecordKeys implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;

    RecordKeys(KafkaConnection connection) {
        Map<String, Object> config = connection.readerConfig();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        consumer = new KafkaConsumer<>(config);
    }

    /** The keys found; records that are not there, or have none, are left out. */
    Map<RecordPosition, String> of(List<RecordPosition> positions) {
        Map<RecordPosition, String> keys = new HashMap<>();
        for (RecordPosition position : positions) {
            String key = key(position);
            if (key != null) {
                keys.put(position, key);
            }
        }
        return keys;
    }

    private @Nullable String key(RecordPosition position) {
        TopicPartition partition = new TopicPartition(position.topic(), position.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, position.offset());
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        if (position.offset() >= end) {
            return null;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
            if (record.offset() == position.offset() && record.key() != null) {
                return new String(record.key(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
