package captionstream.dashboard.state;

import org.jspecify.annotations.Nullable;

/**
 * What flowed within some span of time.
 *
 * @param lagSeconds mean time from an image's event to its captions; null without captions
 */
public record FlowCounts(
        long events,
        long requests,
        long images,
        long captions,
        long tokens,
        long deadLetters,
        @Nullable Double lagSeconds) {

    static FlowCounts of(long[] sums) {
        long captions = sums[Measure.CAPTIONS.ordinal()];
        return new FlowCounts(
                sums[Measure.EVENTS.ordinal()],
                sums[Measure.REQUESTS.ordinal()],
                sums[Measure.IMAGES.ordinal()],
                captions,
                sums[Measure.TOKENS.ordinal()],
                sums[Measure.DEAD_LETTERS.ordinal()],
                captions == 0 ? null : sums[Measure.LAG_MILLIS.ordinal()] / 1000.0 / captions);
    }
}
