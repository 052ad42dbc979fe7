package captionstream.dashboard.state;

import captionstream.StageTimings;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells the batches of the model apart: captions of one batch carry the same three times, to the nanosecond. */
final class RecentBatches {
    private static final int LIMIT = 1_000;

    private final Set<Batch> seen = new LinkedHashSet<>();

    private record Batch(double encode, double generate, double score) {}

    /** Whether this is the first caption of its batch. */
    boolean isNew(StageTimings timings) {
        boolean added = seen.add(new Batch(timings.getEncodeMs(), timings.getGenerateMs(), timings.getScoreMs()));
        if (seen.size() > LIMIT) {
            seen.remove(seen.iterator().next());
        }
        return added;
    }
}
