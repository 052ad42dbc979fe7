package captionstream.dashboard.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a running result is about.
 *
 * @param window length of its window; null for all time
 * @param start of the window; null for all time
 */
record Coverage(
        String model, @Nullable String window, @Nullable Instant start) {
    /** Whether this is the same model's result of a later window. */
    boolean supersedes(Coverage other) {
        return model.equals(other.model) && startOrEpoch().isAfter(other.startOrEpoch());
    }

    private Instant startOrEpoch() {
        return start == null ? Instant.EPOCH : start;
    }
}
