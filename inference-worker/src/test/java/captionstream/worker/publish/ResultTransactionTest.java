package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

@SuppressWarnings("removal") // ConsumerGroupMetadata has no other way to be made
class ResultTransactionTest {
    private static final ConsumerGroupMetadata MEMBER =
            new ConsumerGroupMetadata("workers", 3, "member", Optional.empty());
    private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
            Map.of(new TopicPartition("caption-requests", 2), new OffsetAndMetadata(8));

    private final MockProducer<byte[], byte[]> first = producer();
    private final MockProducer<byte[], byte[]> second = producer();
    private final Queue<MockProducer<byte[], byte[]>> made = new ArrayDeque<>(List.of(first, second));
    private final ResultTransaction transaction = new ResultTransaction(made::remove);

    @Test
    void recordsAndOffsetsCommitTogether() {
        transaction.publish(records("a", "b"), OFFSETS, MEMBER);

        assertThat(first.commitCount()).isEqualTo(1);
        assertThat(first.history()).hasSize(2);
        assertThat(first.consumerGroupOffsetsHistory()).containsExactly(Map.of("workers", OFFSETS));
    }

    @Test
    void anAbortedTransactionLeavesNothing() {
        first.commitTransactionException = new KafkaException("coordinator moved");
        assertThatThrownBy(() -> transaction.publish(records("a"), OFFSETS, MEMBER))
                .isInstanceOf(KafkaException.class);

        transaction.abandon();

        assertThat(first.transactionAborted()).isTrue();
        assertThat(first.history()).isEmpty();
    }

    @Test
    void aMemberWithoutAGenerationCannotCommit() {
        ConsumerGroupMetadata nobody = new ConsumerGroupMetadata("workers");

        assertThatThrownBy(() -> transaction.publish(records("a"), OFFSETS, nobody))
                .isInstanceOf(CommitFailedException.class);

        assertThat(first.history()).isEmpty();
    }

    @Test
    void aProducerThatCannotAbortIsReplaced() {
        first.commitTransactionException = new TimeoutException("no answer");
        first.abortTransactionException = new IllegalStateException("commit must be retried");
        assertThatThrownBy(() -> transaction.publish(records("a"), OFFSETS, MEMBER))
                .isInstanceOf(TimeoutException.class);

        transaction.abandon();
        transaction.publish(records("a"), OFFSETS, MEMBER);

        assertThat(first.closed()).isTrue();
        assertThat(second.transactionInitialized()).isTrue();
        assertThat(second.commitCount()).isEqualTo(1);
    }

    @Test
    void aFencedProducerIsNotReplaced() {
        first.commitTransactionException = new KafkaException("gone");
        first.abortTransactionException = new ProducerFencedException("replaced");
        assertThatThrownBy(() -> transaction.publish(records("a"), OFFSETS, MEMBER))
                .isInstanceOf(KafkaException.class);

        assertThatThrownBy(transaction::abandon).isInstanceOf(ProducerFencedException.class);

        assertThat(made).containsExactly(second);
    }

    @Test
    void aProducerThatCannotBePreparedIsClosedAndMadeAnewNextTime() {
        first.initTransactionException = new TimeoutException("no coordinator");
        assertThatThrownBy(transaction::prepare).isInstanceOf(TimeoutException.class);

        transaction.prepare();

        assertThat(first.closed()).isTrue();
        assertThat(second.transactionInitialized()).isTrue();
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static List<ProducerRecord<byte[], byte[]>> records(String... keys) {
        return List.of(keys).stream()
                .map(key -> new ProducerRecord<>("captions", key.getBytes(), new byte[] {1}))
                .toList();
    }
}
