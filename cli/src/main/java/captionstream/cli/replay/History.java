package captionstream.cli.replay;

import captionstream.schemas.RecordPosition;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has happened to dead letters since they were written.
 *
 * @param replayed positions of dead letters that were replayed
 * @param captioned images with captions, of those that candidates are about
 * @param latest position of the latest dead letter about each image
 */
record History(Set<RecordPosition> replayed, Set<String> captioned, Map<String, RecordPosition> latest) {
    Optional<Skipped> obstacle(Candidate candidate) {
        if (replayed.contains(candidate.position())) {
            return Optional.of(Skipped.ALREADY_REPLAYED);
        }
        String imageId = candidate.imageId();
        if (imageId == null) {
            return Optional.empty();
        }
        if (captioned.contains(imageId)) {
            return Optional.of(Skipped.ALREADY_CAPTIONED);
        }
        return latest.getOrDefault(imageId, candidate.position()).equals(candidate.position())
                ? Optional.empty()
                : Optional.of(Skipped.SUPERSEDED);
    }
}
