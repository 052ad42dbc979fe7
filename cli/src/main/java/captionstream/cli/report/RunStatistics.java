package captionstream.cli.report;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.MergedAggregates;
import captionstream.topology.statistics.PartialAggregates;
import captionstream.topology.statistics.Published;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * The statistics of a run, made of its captions by the code that the statistics topology makes them with.
 *
 * @param prompts in display order
 * @param rankings one for each weighting
 * @param matrix a row for each prompt that images belong to
 * @param extremes the best and the worst captions
 */
record RunStatistics(
        List<PromptStatistics> prompts,
        List<PromptRanking> rankings,
        List<PromptCompatibility> matrix,
        List<CaptionExtremes> extremes) {
    /** @param centre subtracted from the means of the matrix */
    static RunStatistics of(Results results, double centre) {
        MergedAggregates merged = new MergedAggregates(results.model(), results.window(), centre);
        results.byPane()
                .forEach((pane, captions) ->
                        aggregates(captions).all().values().forEach(partial -> merged.replace(pane.start(), partial)));
        List<SpecificRecord> records = merged.changes().stream()
                .map(Published::value)
                .filter(Objects::nonNull)
                .toList();
        List<PromptStatistics> prompts = ofType(records, PromptStatistics.class).toList();
        return new RunStatistics(
                prompts,
                ofType(records, PromptRanking.class).toList(),
                ofType(records, PromptCompatibility.class)
                        .sorted(Comparator.comparingInt(row -> position(prompts, row)))
                        .toList(),
                ofType(records, CaptionExtremes.class).toList());
    }

    private static PartialAggregates aggregates(List<Caption> captions) {
        PartialAggregates aggregates = new PartialAggregates();
        Map<String, ImageOutcomes> images = new HashMap<>();
        for (Caption caption : captions) {
            images.compute(caption.getImageId(), (id, known) -> {
                ImageOutcomes before = known == null ? ImageOutcomes.none(id) : known;
                ImageOutcomes after = before.with(caption);
                aggregates.replace(before, after);
                return after;
            });
        }
        return aggregates;
    }

    /** As the prompts stand; what is no prompt of a caption comes after them. */
    private static int position(List<PromptStatistics> prompts, PromptCompatibility row) {
        return (int) prompts.stream()
                .takeWhile(prompt -> !prompt.getPrompt().equals(row.getRowPrompt()))
                .count();
    }

    private static <T> Stream<T> ofType(List<SpecificRecord> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }

    /** @param weighting {@code confidence}, {@code saliency} or {@code raw} */
    PromptRanking ranking(String weighting) {
        return rankings.stream()
                .filter(ranking -> ranking.getWeighting().equals(weighting))
                .findFirst()
                .orElseThrow();
    }

    /** @param end {@code best} or {@code worst} */
    CaptionExtremes extremes(String end) {
        return extremes.stream()
                .filter(extremes -> extremes.getEnd().equals(end))
                .findFirst()
                .orElseThrow();
    }
}
