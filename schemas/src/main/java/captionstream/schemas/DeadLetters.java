package captionstream.schemas;

import captionstream.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Builds the {@link DeadLetter} of a record that was given up. */
public final class DeadLetters {
    static final int LONGEST_TEXT = 1000;

    private DeadLetters() {}

    /**
     * @param imageId where the record could be read that far
     * @param uri as it was found, where the record could be read that far; the dead letter shows no credentials of it
     * @param time when it was given up
     */
    public static DeadLetter of(
            ConsumerRecord<byte[], byte[]> origin,
            FailureStage stage,
            DeadLetterReason reason,
            String message,
            @Nullable String imageId,
            @Nullable String uri,
            Instant time) {
        return DeadLetter.newBuilder()
                .setImageId(imageId == null ? null : shortened(imageId))
                .setUri(uri == null ? null : ShownUri.of(uri))
                .setTopic(origin.topic())
                .setPartition(origin.partition())
                .setOffset(origin.offset())
                .setKey(bytes(origin.key()))
                .setValue(bytes(origin.value()))
                .setStage(stage.code())
                .setReason(reason.code())
                .setMessage(shortened(message))
                .setAttempts(Attempts.in(origin.headers()).now())
                .setTime(time)
                .build();
    }

    /** The same dead letter for a record too large to be carried along; where it lies is still told. */
    public static DeadLetter withoutOriginal(DeadLetter letter) {
        return DeadLetter.newBuilder(letter)
                .setKey(null)
                .setValue(null)
                .setMessage(letter.getMessage() + " (the original record is too large to be kept in here)")
                .build();
    }

    private static @Nullable ByteBuffer bytes(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
