package captionstream.cli.replay;

import captionstream.DeadLetter;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.Topic;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that was asked for, without its bytes.
 *
 * @param position of the dead letter itself
 * @param obstacle why it can never be replayed, if so
 */
record Candidate(RecordPosition position, @Nullable String imageId, Instant time, Optional<Skipped> obstacle) {
    static Candidate of(RecordPosition position, DeadLetter letter) {
        return new Candidate(position, ImageId.of(letter), letter.getTime(), obstacle(letter));
    }

    /** Whether what was given up is an event or a request. */
    boolean isAboutAnInput() {
        return obstacle.isEmpty() || obstacle.get() == Skipped.WITHOUT_ORIGINAL;
    }

    private static Optional<Skipped> obstacle(DeadLetter letter) {
        if (letter.getTopic().equals(Topic.CAPTIONS.topicName())) {
            return Optional.of(Skipped.STILL_IN_PLACE);
        }
        if (!letter.getTopic().equals(Topic.IMAGE_EVENTS.topicName())
                && !letter.getTopic().equals(Topic.CAPTION_REQUESTS.topicName())) {
            return Optional.of(Skipped.UNKNOWN_ORIGIN);
        }
        return letter.getValue() == null ? Optional.of(Skipped.WITHOUT_ORIGINAL) : Optional.empty();
    }
}
