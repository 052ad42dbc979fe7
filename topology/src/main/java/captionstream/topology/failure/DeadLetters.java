package captionstream.topology.failure;

import captionstream.DeadLetter;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.FailureStage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes down why a record was given up, with its bytes as they came. */
public final class DeadLetters {
    /** Longer values are cut, so that the dead letter itself fits into a record; topic and offset still tell where. */
    static final int LONGEST_VALUE = 900 * 1024;

    static final int LONGEST_KEY = 16 * 1024;
    private static final int LONGEST_MESSAGE = 1000;

    private final FailureStage stage;

    public DeadLetters(FailureStage stage) {
        this.stage = stage;
    }

    /**
     * @param uri as it was found: credentials in it are left out of the dead letter
     * @param time when it was given up, in milliseconds since 1970
     */
    public DeadLetter of(
            RecordMetadata origin,
            byte @Nullable [] key,
            byte @Nullable [] value,
            DeadLetterReason reason,
            String message,
            @Nullable String imageId,
            @Nullable String uri,
            long time) {
        return new DeadLetter(
                imageId,
                uri == null ? null : Location.shown(uri),
                origin.topic(),
                origin.partition(),
                origin.offset(),
                cut(key, LONGEST_KEY),
                cut(value, LONGEST_VALUE),
                stage.code(),
                reason.code(),
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…",
                1,
                Instant.ofEpochMilli(time));
    }

    private static @Nullable ByteBuffer cut(byte @Nullable [] bytes, int longest) {
        if (bytes == null) {
            return null;
        }
        return ByteBuffer.wrap(bytes.length <= longest ? bytes : Arrays.copyOf(bytes, longest));
    }
}
