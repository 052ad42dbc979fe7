package captionstream.worker.publish;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.DeadLetters;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import captionstream.schemas.TraceContext;
import captionstream.worker.publish.RequestOutcome.Described;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Turns outcomes into the records that are published; here, and nowhere else, scores are rounded. */
public final class OutcomeEncoder {
    /** What a record holds besides key and value: its own frame and that of its batch, and the trace. */
    private static final int FRAME_BYTES = 1024 + 512;

    private final Serializer<Caption> captionSerializer;
    private final Serializer<DeadLetter> letterSerializer;
    private final int maxRecordBytes;
    private final InstantSource clock;

    /**
     * @param maxRecordBytes the largest record that the broker takes
     */
    public OutcomeEncoder(
            Serializer<Caption> captionSerializer,
            Serializer<DeadLetter> letterSerializer,
            int maxRecordBytes,
            InstantSource clock) {
        this.captionSerializer = captionSerializer;
        this.letterSerializer = letterSerializer;
        this.maxRecordBytes = maxRecordBytes;
        this.clock = clock;
    }

    /**
     * The records of one request. An outcome that cannot be published, for its size or for a score that is not a
     * number, becomes a dead letter.
     *
     * @param captions of the model that made the outcome
     */
    public EncodedOutcome encode(RequestOutcome outcome, CaptionRecords captions) {
        return outcome instanceof Described described ? captions(described, captions) : letter((GivenUp) outcome);
    }

    private EncodedOutcome captions(Described described, CaptionRecords captions) {
        Headers headers = captionHeaders(described.origin());
        try {
            List<ProducerRecord<byte[], byte[]>> records = captions.of(described, clock.instant()).stream()
                    .map(caption -> captionRecord(caption, headers))
                    .toList();
            return records.stream().allMatch(this::fits)
                    ? new EncodedOutcome(described, records)
                    : givenUp(described, DeadLetterReason.OUTCOME_TOO_LARGE, tooLarge());
        } catch (ArithmeticException | AvroRuntimeException | SerializationException e) {
            return givenUp(described, DeadLetterReason.MODEL_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private EncodedOutcome givenUp(Described described, DeadLetterReason reason, String message) {
        return letter(new GivenUp(described.origin(), described.source().request(), reason, message));
    }

    private EncodedOutcome letter(GivenUp givenUp) {
        CaptionRequest request = givenUp.request();
        DeadLetter letter = DeadLetters.of(
                givenUp.origin(),
                givenUp.reason().stage(),
                givenUp.reason(),
                givenUp.message(),
                request == null ? null : request.getImageId(),
                request == null ? null : request.getUri(),
                clock.instant());
        Headers trace = TraceContext.carried(givenUp.origin().headers());
        ProducerRecord<byte[], byte[]> whole = letterRecord(givenUp.origin().key(), letter, trace);
        return new EncodedOutcome(
                givenUp, List.of(fits(whole) ? whole : letterRecord(null, DeadLetters.withoutOriginal(letter), trace)));
    }

    private static Headers captionHeaders(ConsumerRecord<byte[], byte[]> request) {
        RecordPosition position = new RecordPosition(request.topic(), request.partition(), request.offset());
        return TraceContext.carried(request.headers()).add(position.asOrigin());
    }

    private ProducerRecord<byte[], byte[]> captionRecord(Caption caption, Headers headers) {
        String topic = Topic.CAPTIONS.topicName();
        byte[] key = caption.getImageId().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, null, key, captionSerializer.serialize(topic, caption), headers);
    }

    private ProducerRecord<byte[], byte[]> letterRecord(byte @Nullable [] key, DeadLetter letter, Headers trace) {
        String topic = Topic.DEAD_LETTERS.topicName();
        return new ProducerRecord<>(topic, null, key, letterSerializer.serialize(topic, letter), trace);
    }

    private boolean fits(ProducerRecord<byte[], byte[]> record) {
        int key = record.key() == null ? 0 : record.key().length;
        return key + record.value().length + FRAME_BYTES <= maxRecordBytes;
    }

    private String tooLarge() {
        return "A caption record is larger than the " + maxRecordBytes + " bytes that are allowed";
    }
}
