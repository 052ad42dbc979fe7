package captionstream.cli.kafka;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of a topic, committed records only, on no group's account. For one thread.
 *
 * @param <T> the topic's record
 */
public final class TopicReader<T extends SpecificRecord> implements AutoCloseable {
    private final Topic topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Deserializer<T> deserializer;
    private final Map<TopicPartition, Long> startsAtOpening;
    private final Map<TopicPartition, Long> endsAtOpening;

    /** Where reading starts. */
    public enum Start {
        BEGINNING,
        LATEST
    }

    /** The topic must exist: {@link Cluster#require(KafkaConnection, Topic)} checks it. */
    public TopicReader(KafkaConnection connection, AvroSerdes serdes, Topic topic, Class<T> recordClass, Start start) {
        this.topic = topic;
        this.deserializer = serdes.deserializer(recordClass);
        this.consumer = new KafkaConsumer<>(config(connection));
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (start == Start.BEGINNING) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        this.startsAtOpening = consumer.beginningOffsets(partitions);
        this.endsAtOpening = consumer.endOffsets(partitions);
    }

    /** The next rows, those of one partition in order; empty when none came in time. */
    public List<TopicRow<T>> poll(Duration timeout) {
        List<TopicRow<T>> rows = new ArrayList<>();
        consumer.poll(timeout).forEach(message -> rows.add(row(message)));
        return rows;
    }

    /** Whether every record that was there at opening has been returned by {@link #poll}. */
    public boolean hasCaughtUp() {
        return endsAtOpening.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Whether the row stood in the topic at opening; {@link #poll} also returns what has come since. */
    public boolean wasThereAtOpening(TopicRow<T> row) {
        return row.offset() < endsAtOpening.get(new TopicPartition(topic.topicName(), row.partition()));
    }

    /** Offsets that were there at opening, marks of transactions among them. */
    public long length() {
        return endsAtOpening.entrySet().stream()
                .mapToLong(end -> end.getValue() - startsAtOpening.get(end.getKey()))
                .sum();
    }

    /** How many of these are still to be read, by a reader that started at the beginning. */
    public long left() {
        return endsAtOpening.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private TopicRow<T> row(ConsumerRecord<byte[], byte[]> message) {
        String key = message.key() == null ? null : new String(message.key(), StandardCharsets.UTF_8);
        T value = null;
        String problem = null;
        try {
            value = decoded(message.value());
        } catch (SerializationException e) {
            problem = e.getMessage();
        }
        return new TopicRow<>(message.partition(), message.offset(), key, value, problem);
    }

    private @Nullable T decoded(byte @Nullable [] value) {
        return value == null ? null : deserializer.deserialize(topic.topicName(), value);
    }

    private static Map<String, Object> config(KafkaConnection connection) {
        Map<String, Object> config = connection.readerConfig();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return config;
    }
}
