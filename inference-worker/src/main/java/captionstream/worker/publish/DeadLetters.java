package captionstream.worker.publish;

import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Builds the {@link DeadLetter} of a request that was given up. */
final class DeadLetters {
    private static final int LONGEST_TEXT = 1000;

    private DeadLetters() {}

    static DeadLetter of(GivenUp givenUp, Instant now) {
        ConsumerRecord<byte[], byte[]> origin = givenUp.origin();
        @Nullable CaptionRequest request = givenUp.request();
        return DeadLetter.newBuilder()
                .setImageId(request == null ? null : shortened(request.getImageId()))
                .setUri(request == null ? null : ShownUri.of(request.getUri()))
                .setTopic(origin.topic())
                .setPartition(origin.partition())
                .setOffset(origin.offset())
                .setKey(bytes(origin.key()))
                .setValue(bytes(origin.value()))
                .setStage(givenUp.reason().stage().code())
                .setReason(givenUp.reason().code())
                .setMessage(shortened(givenUp.message()))
                .setTime(now)
                .build();
    }

    /** The same dead letter for a record too large to be carried along; where it lies is still told. */
    static DeadLetter withoutOriginal(DeadLetter letter) {
        return DeadLetter.newBuilder(letter)
                .setKey(null)
                .setValue(null)
                .setMessage(letter.getMessage() + " (the original record is too large to be kept in here)")
                .build();
    }

    private static @Nullable ByteBuffer bytes(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_TEXT ? message : message.substring(0, LONGEST_TEXT) + "…";
    }
}
