package captionstream.dashboard.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What flowed within some span of time.
 *
 * @param batches of the model that captions came in
 * @param lagSeconds mean time from an image's event to its captions; null without captions
 * @param intakeSeconds mean time from an image's event to its request; null without requests
 * @param stages of which the lag consists, besides waiting; null without captions
 * @param workers alive, on the mean; null where they were not counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlowCounts(
        long events,
        long requests,
        long images,
        long captions,
        long tokens,
        long deadLetters,
        long batches,
        @Nullable Double lagSeconds,
        @Nullable Double intakeSeconds,
        @Nullable StageSeconds stages,
        @Nullable Double workers) {
    static FlowCounts of(long[] sums) {
        long captions = sums[Measure.CAPTIONS.ordinal()];
        return new FlowCounts(
                sums[Measure.EVENTS.ordinal()],
                sums[Measure.REQUESTS.ordinal()],
                sums[Measure.IMAGES.ordinal()],
                captions,
                sums[Measure.TOKENS.ordinal()],
                sums[Measure.DEAD_LETTERS.ordinal()],
                sums[Measure.BATCHES.ordinal()],
                meanSeconds(sums, Measure.LAG_MILLIS, Measure.CAPTIONS),
                meanSeconds(sums, Measure.INTAKE_MILLIS, Measure.REQUESTS),
                captions == 0 ? null : StageSeconds.of(sums, captions),
                mean(sums, Measure.WORKERS, Measure.WORKER_COUNTS));
    }

    private static @Nullable Double meanSeconds(long[] sums, Measure millis, Measure count) {
        Double mean = mean(sums, millis, count);
        return mean == null ? null : mean / 1000;
    }

    private static @Nullable Double mean(long[] sums, Measure sum, Measure count) {
        long n = sums[count.ordinal()];
        return n == 0 ? null : (double) sums[sum.ordinal()] / n;
    }
}
