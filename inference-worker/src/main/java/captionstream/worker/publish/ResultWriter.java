package captionstream.worker.publish;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Writes records and returns once the brokers have them. For one thread. */
public final class ResultWriter implements AutoCloseable {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @param producers makes an idempotent producer that waits for all replicas */
    public ResultWriter(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    /**
     * Where it fails, some of the records may have been written.
     *
     * @throws KafkaException see {@link KafkaFailure}; {@link #abandon} must follow
     */
    public void write(List<ProducerRecord<byte[], byte[]>> records) {
        if (producer == null) {
            producer = producers.get();
        }
        List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
        producer.flush();
        sent.forEach(ResultWriter::confirm);
    }

    private static void confirm(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Gives up what is still on its way, and the producer, which may be of no use any more. */
    public void abandon() {
        close(Duration.ZERO);
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }

    private void close(Duration patience) {
        if (producer != null) {
            producer.close(patience);
            producer = null;
        }
    }
}
