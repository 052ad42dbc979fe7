package captionstream.worker.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/** Publishes records and commits the offsets they came from, both or neither. For one thread. */
public final class ResultTransaction implements AutoCloseable {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean open;

    /** @param producers makes a transactional producer, always of the same transactional id */
    public ResultTransaction(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Completes or aborts what a producer of the same id left behind, and fences that producer.
     *
     * @throws org.apache.kafka.common.KafkaException see {@link KafkaFailure}
     */
    public void prepare() {
        if (producer == null) {
            Producer<byte[], byte[]> fresh = producers.get();
            try {
                fresh.initTransactions();
            } catch (RuntimeException e) {
                fresh.close(Duration.ZERO);
                throw e;
            }
            producer = fresh;
        }
    }

    /**
     * @param offsets the next offset of every partition the records came from
     * @param membership of the consumer; a member that has been replaced cannot commit
     * @throws org.apache.kafka.common.KafkaException see {@link KafkaFailure}; {@link #abandon} must follow
     */
    public void publish(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata membership) {
        if (membership.generationId() < 0) {
            // Brokers let a commit without a generation pass unchecked.
            throw new CommitFailedException("This worker is not a member of its group at the moment");
        }
        prepare();
        Producer<byte[], byte[]> current = Objects.requireNonNull(producer);
        current.beginTransaction();
        open = true;
        records.forEach(current::send);
        current.sendOffsetsToTransaction(offsets, membership);
        current.commitTransaction();
        open = false;
    }

    /**
     * Aborts what {@link #publish} left open. Where that is not possible, as when nobody knows whether a commit came
     * through, the producer is given up; the next {@link #prepare} lets the broker settle it.
     *
     * @throws ProducerFencedException where another producer has taken this one's place
     */
    public void abandon() {
        Producer<byte[], byte[]> current = producer;
        if (current == null || !open) {
            return;
        }
        open = false;
        try {
            current.abortTransaction();
        } catch (ProducerFencedException e) {
            throw e;
        } catch (RuntimeException e) {
            producer = null;
            current.close(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
            producer = null;
        }
    }
}
