package captionstream.dashboard.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Captions of one prompt under one model as points of a chart, the oldest first; the lists are of equal length.
 *
 * @param end how many captions the series has had up to the last of these
 * @param tokens token counts, prompt included
 * @param clip CLIP scores, to two decimals
 * @param control control scores, to two decimals; null where a caption has none
 * @param seconds event times in seconds of the epoch, none later than its caption's own time
 */
public record ScoreSeries(
        String model,
        String prompt,
        long end,
        List<Integer> tokens,
        List<Double> clip,
        List<@Nullable Double> control,
        List<Long> seconds) {}
