package captionstream.dashboard.state;

import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import java.util.List;

/**
 * The whole picture at one moment.
 *
 * @param version grows with every change; {@link PipelineState#changesAfter} takes it
 * @param window code of the results' window; rankings and what follows them are of that window, totals never are
 * @param flow the whole history, the oldest bucket first
 * @param imagesKept how many images are kept at most
 * @param images newest first
 * @param scoresKept how many captions of each series are kept at most
 * @param totals of the models with results, the one that captioned last first
 */
public record Snapshot(
        long version,
        String window,
        Now now,
        double bucketSeconds,
        List<FlowBucket> flow,
        int imagesKept,
        List<ImageView> images,
        int scoresKept,
        List<ScoreSeries> scores,
        List<ModelTotals> totals,
        List<PromptRanking> rankings,
        List<PromptStatistics> statistics,
        List<PromptCompatibility> compatibility,
        List<ExtremesView> extremes,
        DeadLetterSummary deadLetters) {}
