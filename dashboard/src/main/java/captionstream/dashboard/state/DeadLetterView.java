package captionstream.dashboard.state;

import captionstream.DeadLetter;
import captionstream.schemas.ShownUri;
import org.jspecify.annotations.Nullable;

/**
 * One dead letter without its bytes; names are those of the {@link DeadLetter} record.
 *
 * @param letterPartition where the dead letter itself stands in its topic, as {@code letterOffset}
 * @param replayed whether its record was published again
 */
public record DeadLetterView(
        @Nullable String imageId,
        @Nullable String uri,
        String stage,
        String reason,
        String message,
        int attempts,
        String topic,
        int partition,
        long offset,
        long time,
        int letterPartition,
        long letterOffset,
        boolean replayed) {

    static DeadLetterView of(DeadLetter letter, int partition, long offset) {
        return new DeadLetterView(
                Excerpt.ofNullable(letter.getImageId()),
                letter.getUri() == null ? null : ShownUri.of(letter.getUri()),
                Excerpt.of(letter.getStage()),
                Excerpt.of(letter.getReason()),
                Excerpt.of(letter.getMessage()),
                letter.getAttempts(),
                Excerpt.of(letter.getTopic()),
                letter.getPartition(),
                letter.getOffset(),
                letter.getTime().toEpochMilli(),
                partition,
                offset,
                false);
    }

    DeadLetterView whenReplayed() {
        return new DeadLetterView(
                imageId,
                uri,
                stage,
                reason,
                message,
                attempts,
                topic,
                partition,
                offset,
                time,
                letterPartition,
                letterOffset,
                true);
    }
}
