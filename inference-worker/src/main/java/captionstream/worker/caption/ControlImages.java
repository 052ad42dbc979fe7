package captionstream.worker.caption;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds another image to score a caption against: one of the same batch, or the most recent one before it. */
final class ControlImages {
    private final Deque<ImageEmbedding> recent = new ArrayDeque<>(); // newest first, two different pictures at most

    /** Null only when no other image has been seen yet. */
    @Nullable
    ImageEmbedding controlFor(int index, List<ImageEmbedding> batch) {
        ImageEmbedding image = batch.get(index);
        for (int step = 1; step < batch.size(); step++) {
            ImageEmbedding candidate = batch.get((index + step) % batch.size());
            if (candidate.isOtherThan(image)) {
                return candidate;
            }
        }
        return recent.stream()
                .filter(candidate -> candidate.isOtherThan(image))
                .findFirst()
                .orElse(null);
    }

    void clear() {
        recent.clear();
    }

    void remember(List<ImageEmbedding> batch) {
        for (ImageEmbedding image : batch) {
            recent.removeIf(earlier -> !earlier.isOtherThan(image));
            recent.addFirst(image);
            if (recent.size() > 2) {
                recent.removeLast();
            }
        }
    }
}
