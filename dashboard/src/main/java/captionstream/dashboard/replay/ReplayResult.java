package captionstream.dashboard.replay;

import java.util.Map;

/**
 * What became of the dead letters that were asked for.
 *
 * @param replayed how many were published again
 * @param skipped how many were not, by the reason for people
 */
public record ReplayResult(long replayed, Map<String, Long> skipped) {
    public ReplayResult {
        skipped = Map.copyOf(skipped);
    }
}
