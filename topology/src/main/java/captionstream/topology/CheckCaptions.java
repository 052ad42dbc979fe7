package captionstream.topology;

import captionstream.Caption;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.FailureStage;
import captionstream.schemas.Topic;
import captionstream.topology.failure.GivenUpRecord;
import captionstream.topology.statistics.CaptionRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Passes captions that can be counted, keyed by image id, to those who count them and dead letters to another. */
final class CheckCaptions extends ContextualProcessor<byte[], byte[], String, Caption> {
    private final Deserializer<Caption> decoder;
    private final List<String> validTo;
    private final String invalidTo;

    CheckCaptions(Deserializer<Caption> decoder, List<String> validTo, String invalidTo) {
        this.decoder = decoder;
        this.validTo = validTo;
        this.invalidTo = invalidTo;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null || record.value().length == 0) {
            giveUp(record, DeadLetterReason.EMPTY_RECORD, "the record has no value", null);
            return;
        }
        Caption caption;
        try {
            caption = decoder.deserialize(Topic.CAPTIONS.topicName(), record.value());
        } catch (SerializationException e) {
            giveUp(record, DeadLetterReason.UNDECODABLE_RECORD, String.valueOf(e.getMessage()), null);
            return;
        }
        String violation = violation(record.key(), caption);
        if (violation == null) {
            Record<String, Caption> valid = new Record<>(caption.getImageId(), caption, record.timestamp());
            validTo.forEach(node -> context().forward(valid, node));
        } else {
            giveUp(record, DeadLetterReason.PROCESSING_FAILED, violation, caption);
        }
    }

    private static @Nullable String violation(byte @Nullable [] key, Caption caption) {
        String violation = CaptionRules.violation(caption);
        if (violation == null && !Arrays.equals(caption.getImageId().getBytes(StandardCharsets.UTF_8), key)) {
            return "the record's key is not the image id";
        }
        return violation;
    }

    private void giveUp(
            Record<byte[], byte[]> record, DeadLetterReason reason, String message, @Nullable Caption caption) {
        String imageId = caption == null ? null : caption.getImageId();
        String uri = caption == null ? null : caption.getUri();
        anything()
                .forward(
                        GivenUpRecord.of(context(), record, FailureStage.STATISTICS, reason, message, imageId, uri),
                        invalidTo);
    }

    /** The context's type has room for the records of one child only. */
    @SuppressWarnings("unchecked")
    private ProcessorContext<Object, Object> anything() {
        return (ProcessorContext<Object, Object>) (ProcessorContext<?, ?>) context();
    }
}
