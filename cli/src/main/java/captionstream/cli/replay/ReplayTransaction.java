package captionstream.cli.replay;

import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.schemas.Attempts;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records again and notes of which dead letters they were, both or neither. There is one at a time in a
 * cluster: making one ends the transaction of an earlier one, and shuts that out. For one thread.
 */
final class ReplayTransaction implements AutoCloseable {
    private static final String TRANSACTIONAL_ID = "captionstream-replay";

    private final Producer<byte[], byte[]> producer;
    private final Serializer<DeadLetterReplay> notes;
    private boolean open;

    private ReplayTransaction(Producer<byte[], byte[]> producer, AvroSerdes serdes) {
        this.producer = producer;
        this.notes = serdes.serializer(DeadLetterReplay.class);
    }

    /** Whatever an earlier replay had begun is over when this returns: committed and readable, or aborted. */
    static ReplayTransaction begin(KafkaConnection connection, AvroSerdes serdes) {
        Map<String, Object> config = connection.clientConfig();
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
        return new ReplayTransaction(producer, serdes);
    }

    /** @param position of the dead letter, whose original value must be there */
    void add(RecordPosition position, DeadLetter letter, Instant now) {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
        producer.send(new ProducerRecord<>(
                letter.getTopic(),
                null,
                bytes(letter.getKey()),
                bytes(letter.getValue()),
                List.of(new Attempts(letter.getAttempts()).asHeader())));
        producer.send(note(position, letter, now));
    }

    /** Commits what was added since the last time, if anything was. */
    void commit() {
        if (open) {
            producer.commitTransaction();
            open = false;
        }
    }

    private ProducerRecord<byte[], byte[]> note(RecordPosition position, DeadLetter letter, Instant now) {
        DeadLetterReplay note = DeadLetterReplay.newBuilder()
                .setPartition(position.partition())
                .setOffset(position.offset())
                .setImageId(letter.getImageId())
                .setTopic(letter.getTopic())
                .setOriginPartition(letter.getPartition())
                .setOriginOffset(letter.getOffset())
                .setReason(letter.getReason())
                .setAttempts(letter.getAttempts())
                .setTime(now)
                .build();
        String topic = Topic.DEAD_LETTER_REPLAYS.topicName();
        byte[] key = position.toString().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, key, notes.serialize(topic, note));
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** What is not committed is aborted. */
    @Override
    public void close() {
        producer.close();
    }
}
