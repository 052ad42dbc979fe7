package captionstream.topology.failure;

import captionstream.DeadLetter;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.DeadLetters;
import captionstream.schemas.FailureStage;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** A record that a topology cannot use, on its way to the dead letters. */
public final class GivenUpRecord {
    /** A producer sends records of at most 1 MiB, and the key travels twice: as the dead letter's key and in it. */
    static final int MOST_BYTES = 900 * 1024;

    private GivenUpRecord() {}

    /**
     * Keyed as the record was, without its headers; a record too large to be kept leaves key and value behind.
     *
     * @param uri as it was found: credentials in it are left out
     */
    public static Record<byte[], DeadLetter> of(
            ProcessingContext context,
            Record<byte[], byte[]> record,
            FailureStage stage,
            DeadLetterReason reason,
            String message,
            @Nullable String imageId,
            @Nullable String uri) {
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        DeadLetter letter = DeadLetters.of(origin(context, record), stage, reason, message, imageId, uri, now);
        return 2L * length(record.key()) + length(record.value()) <= MOST_BYTES
                ? new Record<>(record.key(), letter, record.timestamp())
                : new Record<>(null, DeadLetters.withoutOriginal(letter), record.timestamp());
    }

    private static ConsumerRecord<byte[], byte[]> origin(ProcessingContext context, Record<byte[], byte[]> record) {
        return context.recordMetadata()
                .map(from -> {
                    ConsumerRecord<byte[], byte[]> origin = new ConsumerRecord<>(
                            from.topic(), from.partition(), from.offset(), record.key(), record.value());
                    record.headers().forEach(origin.headers()::add);
                    return origin;
                })
                .orElseThrow();
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
