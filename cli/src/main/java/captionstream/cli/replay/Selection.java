package captionstream.cli.replay;

import captionstream.DeadLetter;
import captionstream.cli.console.TimeSpan;
import captionstream.schemas.DeadLetterReason;
import captionstream.schemas.RecordPosition;
import java.util.Set;

/**
 * Which dead letters somebody wants back.
 *
 * @param reasons any of these; empty for all
 * @param imageIds any of these; empty for all
 * @param positions where any of these stand; empty for all
 * @param times when they were given up
 */
record Selection(Set<DeadLetterReason> reasons, Set<String> imageIds, Set<RecordPosition> positions, TimeSpan times) {
    Selection {
        reasons = Set.copyOf(reasons);
        imageIds = Set.copyOf(imageIds);
        positions = Set.copyOf(positions);
    }

    /** @param position of the letter itself */
    boolean matches(RecordPosition position, DeadLetter letter) {
        return (positions.isEmpty() || positions.contains(position))
                && matchesReason(letter)
                && matchesImage(letter)
                && times.contains(letter.getTime());
    }

    private boolean matchesReason(DeadLetter letter) {
        return reasons.isEmpty()
                || reasons.stream().anyMatch(reason -> reason.code().equals(letter.getReason()));
    }

    private boolean matchesImage(DeadLetter letter) {
        String imageId = ImageId.of(letter);
        return imageIds.isEmpty() || (imageId != null && imageIds.contains(imageId));
    }
}
