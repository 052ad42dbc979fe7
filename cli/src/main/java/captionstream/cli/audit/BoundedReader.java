package captionstream.cli.audit;

import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics from what is kept of them on to bounds that can be moved, never beyond; committed records only, on no
 * group's account. For one thread.
 */
final class BoundedReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> firsts;
    private final Map<TopicPartition, Long> bounds = new HashMap<>();

    BoundedReader(KafkaConnection connection, Collection<Topic> topics) {
        Map<String, Object> config = connection.readerConfig();
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        consumer = new KafkaConsumer<>(config);
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        firsts = Map.copyOf(consumer.beginningOffsets(partitions));
        bounds.putAll(firsts);
        consumer.assign(partitions);
        firsts.forEach(consumer::seek);
        consumer.pause(partitions);
    }

    /** The first offset of every partition that was kept at the start. */
    Map<TopicPartition, Long> firsts() {
        return firsts;
    }

    /** Allows reading up to here. */
    void bound(Map<TopicPartition, Long> ends) {
        bounds.putAll(ends);
        bounds.forEach((partition, end) -> {
            if (consumer.position(partition) < end) {
                consumer.resume(List.of(partition));
            }
        });
    }

    /** What comes next; empty when nothing came in time. */
    List<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        List<ConsumerRecord<byte[], byte[]>> within = new ArrayList<>();
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(timeout);
        for (TopicPartition partition : polled.partitions()) {
            polled.records(partition).stream()
                    .filter(record -> record.offset() < bounds.get(partition))
                    .forEach(within::add);
        }
        holdAtBounds();
        return within;
    }

    private void holdAtBounds() {
        bounds.forEach((partition, end) -> {
            long position = consumer.position(partition);
            if (position > end) {
                consumer.seek(partition, end);
            }
            if (position >= end) {
                consumer.pause(List.of(partition));
            }
        });
    }

    boolean isAtBounds() {
        return obstacles().isEmpty();
    }

    /** Where reading has not come to its bound. */
    List<Obstacle> obstacles() {
        return bounds.entrySet().stream()
                .map(bound -> new Obstacle(bound.getKey(), consumer.position(bound.getKey()), bound.getValue()))
                .filter(obstacle -> obstacle.offset() < obstacle.bound())
                .toList();
    }

    /** Offsets read. */
    long read() {
        return firsts.entrySet().stream()
                .mapToLong(first -> consumer.position(first.getKey()) - first.getValue())
                .sum();
    }

    /** Offsets still to be read. */
    long left() {
        return bounds.entrySet().stream()
                .mapToLong(bound -> Math.max(0, bound.getValue() - consumer.position(bound.getKey())))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
