package captionstream.topology;

import captionstream.Caption;
import captionstream.CaptionFeedback;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.FailureStage;
import captionstream.schemas.Topic;
import captionstream.topology.failure.GivenUpRecord;
import captionstream.topology.statistics.CaptionRules;
import captionstream.topology.statistics.FeedbackRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Passes records that can be counted, keyed by image id, to those who count them and dead letters to another.
 *
 * @param <T> what the records are
 */
final class CheckRecords<T> extends ContextualProcessor<byte[], byte[], String, T> {
    private final Checked<T> checked;
    private final List<String> validTo;
    private final String invalidTo;

    /** @param violation what is wrong with one, for people; null if nothing is */
    private record Checked<T>(
            Topic topic,
            Deserializer<T> decoder,
            Function<T, @Nullable String> violation,
            Function<T, String> imageId,
            Function<T, @Nullable String> uri) {}

    private CheckRecords(Checked<T> checked, List<String> validTo, String invalidTo) {
        this.checked = checked;
        this.validTo = validTo;
        this.invalidTo = invalidTo;
    }

    static CheckRecords<Caption> captions(Deserializer<Caption> decoder, List<String> validTo, String invalidTo) {
        Checked<Caption> captions =
                new Checked<>(Topic.CAPTIONS, decoder, CaptionRules::violation, Caption::getImageId, Caption::getUri);
        return new CheckRecords<>(captions, validTo, invalidTo);
    }

    static CheckRecords<CaptionFeedback> feedback(
            Deserializer<CaptionFeedback> decoder, String validTo, String invalidTo) {
        Checked<CaptionFeedback> feedback = new Checked<>(
                Topic.CAPTION_FEEDBACK, decoder, FeedbackRules::violation, CaptionFeedback::getImageId, rating -> null);
        return new CheckRecords<>(feedback, List.of(validTo), invalidTo);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null || record.value().length == 0) {
            giveUp(record, DeadLetterReason.EMPTY_RECORD, "the record has no value", null);
            return;
        }
        T value;
        try {
            value = checked.decoder().deserialize(checked.topic().topicName(), record.value());
        } catch (SerializationException e) {
            giveUp(record, DeadLetterReason.UNDECODABLE_RECORD, String.valueOf(e.getMessage()), null);
            return;
        }
        String violation = violation(record.key(), value);
        if (violation == null) {
            Record<String, T> valid = new Record<>(checked.imageId().apply(value), value, record.timestamp());
            validTo.forEach(node -> context().forward(valid, node));
        } else {
            giveUp(record, DeadLetterReason.PROCESSING_FAILED, violation, value);
        }
    }

    private @Nullable String violation(byte @Nullable [] key, T value) {
        String violation = checked.violation().apply(value);
        boolean keyed = Arrays.equals(checked.imageId().apply(value).getBytes(StandardCharsets.UTF_8), key);
        return violation == null && !keyed ? "the record's key is not the image id" : violation;
    }

    private void giveUp(Record<byte[], byte[]> record, DeadLetterReason reason, String message, @Nullable T value) {
        String imageId = value == null ? null : cut(checked.imageId().apply(value));
        String uri = value == null ? null : checked.uri().apply(value);
        anything()
                .forward(
                        GivenUpRecord.of(context(), record, FailureStage.STATISTICS, reason, message, imageId, uri),
                        invalidTo);
    }

    /** The id stands in the record's own bytes already, and a dead letter must fit where the record did. */
    private static String cut(String imageId) {
        return imageId.substring(0, Math.min(CaptionRules.LONGEST_NAME, imageId.length()));
    }

    /** The context's type has room for the records of one child only. */
    @SuppressWarnings("unchecked")
    private ProcessorContext<Object, Object> anything() {
        return (ProcessorContext<Object, Object>) (ProcessorContext<?, ?>) context();
    }
}
