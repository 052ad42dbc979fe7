package captionstream.worker.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRecordStateException;

/** A share consumer with a group of its own, as strict about acknowledgements as Kafka's in its explicit mode. */
public final class FakeShareConsumer extends MockShareConsumer<byte[], byte[]> {
    public static final int LOCK_MILLIS = 30_000;

    /** Every acknowledgement that was committed, such as {@code ACCEPT 3}, in order. */
    public final List<String> committed = new ArrayList<>();

    private final Queue<ConsumerRecord<byte[], byte[]>> available = new ArrayDeque<>();
    private final Map<Long, ConsumerRecord<byte[], byte[]>> acquired = new LinkedHashMap<>();
    private final Map<Long, ConsumerRecord<byte[], byte[]>> renewed = new LinkedHashMap<>();
    private final Map<Long, AcknowledgeType> acknowledged = new LinkedHashMap<>();
    private boolean locksAreLost;
    private boolean closed;

    public void publish(ConsumerRecord<byte[], byte[]> record) {
        available.add(record);
    }

    /** From now on no lock is renewed or accepted. */
    void loseLocks() {
        locksAreLost = true;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        if (!acknowledged.keySet().containsAll(acquired.keySet())) {
            throw new IllegalStateException("All records must be acknowledged in explicit acknowledgement mode.");
        }
        commitSync();
        if (renewed.isEmpty()) {
            available.forEach(record -> acquired.put(record.offset(), record));
            available.clear();
        } else {
            acquired.putAll(renewed);
            renewed.clear();
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        acquired.values().forEach(record -> records.computeIfAbsent(
                        new TopicPartition(record.topic(), record.partition()), at -> new ArrayList<>())
                .add(record));
        return new ConsumerRecords<>(records, Map.of());
    }

    @Override
    public synchronized void acknowledge(ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {
        if (!acquired.containsKey(record.offset())) {
            throw new IllegalStateException("The record cannot be acknowledged.");
        }
        acknowledged.put(record.offset(), type);
    }

    @Override
    public synchronized Map<TopicIdPartition, Optional<KafkaException>> commitSync() {
        return commitSync(Duration.ofSeconds(1));
    }

    @Override
    public synchronized Map<TopicIdPartition, Optional<KafkaException>> commitSync(Duration timeout) {
        Map<TopicIdPartition, Optional<KafkaException>> answers = new HashMap<>();
        acknowledged.forEach((offset, type) -> {
            ConsumerRecord<byte[], byte[]> record = acquired.remove(offset);
            TopicIdPartition partition = new TopicIdPartition(Uuid.ZERO_UUID, record.partition(), record.topic());
            answers.put(
                    partition, locksAreLost ? Optional.of(new InvalidRecordStateException("lost")) : Optional.empty());
            if (!locksAreLost) {
                apply(record, type);
            }
        });
        acknowledged.clear();
        return answers;
    }

    private void apply(ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {
        committed.add(type.name() + " " + record.offset());
        if (type == AcknowledgeType.RENEW) {
            renewed.put(record.offset(), record);
        }
    }

    @Override
    public Optional<Integer> acquisitionLockTimeoutMs() {
        return Optional.of(LOCK_MILLIS);
    }

    @Override
    public synchronized void close(Duration timeout) {
        commitSync();
        closed = true;
    }
}
