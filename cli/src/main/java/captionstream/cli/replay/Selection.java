package captionstream.cli.replay;

import captionstream.DeadLetter;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.RecordPosition;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters somebody wants back.
 *
 * @param reasons any of these; empty for all
 * @param imageIds any of these; empty for all
 * @param positions where any of these stand; empty for all
 * @param since given up at this time or later; null for no limit
 * @param until given up before this time; null for no limit
 */
record Selection(
        Set<DeadLetterReason> reasons,
        Set<String> imageIds,
        Set<RecordPosition> positions,
        @Nullable Instant since,
        @Nullable Instant until) {
    Selection {
        reasons = Set.copyOf(reasons);
        imageIds = Set.copyOf(imageIds);
        positions = Set.copyOf(positions);
        if (since != null && until != null && !since.isBefore(until)) {
            throw new IllegalArgumentException(
                    "since is " + since + " and until is " + until + ": nothing lies between them");
        }
    }

    /** @param position of the letter itself */
    boolean matches(RecordPosition position, DeadLetter letter) {
        return (positions.isEmpty() || positions.contains(position))
                && matchesReason(letter)
                && matchesImage(letter)
                && matchesTime(letter.getTime());
    }

    private boolean matchesReason(DeadLetter letter) {
        return reasons.isEmpty()
                || reasons.stream().anyMatch(reason -> reason.code().equals(letter.getReason()));
    }

    private boolean matchesImage(DeadLetter letter) {
        String imageId = ImageId.of(letter);
        return imageIds.isEmpty() || (imageId != null && imageIds.contains(imageId));
    }

    private boolean matchesTime(Instant time) {
        return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
    }
}
