package captionstream.dashboard.state;

import captionstream.DeadLetter;
import captionstream.schemas.ShownUri;
import org.jspecify.annotations.Nullable;

/** One dead letter without its bytes; names are those of the {@link DeadLetter} record. */
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
        long time) {

    static DeadLetterView of(DeadLetter letter) {
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
                letter.getTime().toEpochMilli());
    }
}
