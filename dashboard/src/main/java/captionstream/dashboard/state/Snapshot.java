package captionstream.dashboard.state;

import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import java.util.List;

/**
 * The whole picture at one moment.
 *
 * @param version grows with every change; {@link PipelineState#changesAfter} takes it
 * @param flow the whole history, the oldest bucket first
 * @param images newest first
 */
public record Snapshot(
        long version,
        Now now,
        double bucketSeconds,
        List<FlowBucket> flow,
        List<ImageView> images,
        List<PromptRanking> rankings,
        List<PromptStatistics> statistics,
        DeadLetterSummary deadLetters) {}
