package captionstream.dashboard.state;

import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is new since an earlier version of the picture. A part that is null has not changed; one that is there replaces
 * what was known, images and flow buckets one by one, the others as a whole. Scores are added to those known. Totals are always there.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Changes(
        long version,
        Now now,
        List<FlowBucket> flow,
        List<ImageView> images,
        List<ScoreSeries> scores,
        List<ModelTotals> totals,
        @Nullable List<PromptRanking> rankings,
        @Nullable List<PromptStatistics> statistics,
        @Nullable List<PromptCompatibility> compatibility,
        @Nullable List<ExtremesView> extremes,
        @Nullable DeadLetterSummary deadLetters) {}
