package captionstream.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own mock clients, joined so that committed transactions move the group and a seek brings records back. */
final class FakeCluster {
    final ReplayingConsumer consumer = new ReplayingConsumer();
    final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    private Consumer<MockProducer<byte[], byte[]>> nextProducer = producer -> {};

    /** Call once the loop has subscribed. */
    void assign(int... partitions) {
        List<TopicPartition> assigned = new ArrayList<>();
        for (int partition : partitions) {
            consumer.updateBeginningOffsets(Map.of(Requests.partition(partition), 0L));
            assigned.add(Requests.partition(partition));
        }
        consumer.rebalance(assigned);
    }

    void append(ConsumerRecord<byte[], byte[]> record) {
        log.add(record);
        consumer.addRecord(record);
    }

    /** How the producer made next will fail. */
    void nextProducer(Consumer<MockProducer<byte[], byte[]>> tuning) {
        nextProducer = tuning;
    }

    Producer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        nextProducer.accept(producer);
        nextProducer = next -> {};
        producers.add(producer);
        return producer;
    }

    MockProducer<byte[], byte[]> latestProducer() {
        return producers.get(producers.size() - 1);
    }

    /** What a read_committed consumer of all topics sees. */
    List<ProducerRecord<byte[], byte[]>> committedRecords() {
        return producers.stream()
                .flatMap(producer -> producer.history().stream())
                .toList();
    }

    Map<TopicPartition, Long> committedOffsets() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        transactions().forEach(transaction -> transaction.forEach((at, next) -> offsets.put(at, next.offset())));
        return offsets;
    }

    /** The offsets of each committed transaction, in order. */
    Stream<Map<TopicPartition, OffsetAndMetadata>> transactions() {
        return producers.stream()
                .flatMap(producer -> producer.consumerGroupOffsetsHistory().stream())
                .flatMap(groups -> groups.values().stream());
    }

    /** Forgets no record on poll, as a broker does not. */
    final class ReplayingConsumer extends MockConsumer<byte[], byte[]> {
        ReplayingConsumer() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
            committedOffsets().forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
            committed.keySet().retainAll(partitions);
            return committed;
        }

        @Override
        public void seek(TopicPartition partition, OffsetAndMetadata offset) {
            super.seek(partition, offset);
            replay(partition, offset.offset());
        }

        @Override
        public synchronized void seekToBeginning(Collection<TopicPartition> partitions) {
            super.seekToBeginning(partitions);
            partitions.forEach(partition -> replay(partition, 0));
        }

        private void replay(TopicPartition partition, long from) {
            log.stream()
                    .filter(record -> record.topic().equals(partition.topic())
                            && record.partition() == partition.partition()
                            && record.offset() >= from)
                    .forEach(this::addRecord);
        }
    }
}
