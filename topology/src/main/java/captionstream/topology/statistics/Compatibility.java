package captionstream.topology.statistics;

import captionstream.PromptCompatibility;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One row of the compatibility matrix, the paper's figure 5. */
final class Compatibility {
    private Compatibility() {}

    /**
     * @param cells of the row, in display order, each with captions
     * @param centre subtracted from every mean; the paper's is 18
     */
    static PromptCompatibility row(
            String model, Window window, String row, List<CompatibilityCell> cells, double centre, long asOf) {
        List<captionstream.CompatibilityCell> published = cells.stream()
                .limit(MergedAggregates.PROMPTS_IN_A_RECORD)
                .map(cell -> cell(cell, centre))
                .toList();
        return new PromptCompatibility(
                model, window.code(), window.start(), window.end(), row, centre, published, Instant.ofEpochMilli(asOf));
    }

    private static captionstream.CompatibilityCell cell(CompatibilityCell cell, double centre) {
        double mean = Objects.requireNonNull(cell.clipScores().mean(FixedPoint.MILLIONTHS));
        return new captionstream.CompatibilityCell(
                cell.prompt(), cell.clipScores().count(), mean, mean - centre);
    }
}
