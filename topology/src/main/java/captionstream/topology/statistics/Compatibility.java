package captionstream.topology.statistics;

import captionstream.PromptCompatibility;
import java.time.Instant;
import java.util.List;

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
                .map(cell -> new captionstream.CompatibilityCell(
                        cell.prompt(), cell.count(), cell.mean(), cell.mean() - centre))
                .toList();
        return new PromptCompatibility(
                model, window.code(), window.start(), window.end(), row, centre, published, Instant.ofEpochMilli(asOf));
    }
}
