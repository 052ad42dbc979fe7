package captionstream.endtoend;

import captionstream.Caption;
import captionstream.PromptCompatibility;
import captionstream.PromptStatistics;
import com.microsoft.playwright.Page;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every chart of results on a running demo's page is drawn from the numbers that the demo's topics hold. */
class DemoChartsIT extends DemoPageCase {
    @ParameterizedTest
    @CsvSource({"all, confidence", "all, saliency", "all, raw", "1h, confidence"})
    void prompts_are_ranked_with_their_wins_and_confidence_intervals(String window, String weighting) {
        PublishedResults results = new PublishedResults(demo.kafka(), window);
        Page page = demo.open("#window=" + window + "&weighting=" + weighting);

        patiently().untilAsserted(() -> new DrawnRanking(page).assertShows(results.ranking(weighting)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "1h"})
    void prompts_are_compared_pair_by_pair(String window) {
        PublishedResults results = new PublishedResults(demo.kafka(), window);
        Page page = demo.open("#window=" + window);

        patiently().untilAsserted(() -> new DrawnPairs(page).assertShows(results.statistics()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "1h"})
    void scores_are_drawn_as_histograms_before_those_of_the_control(String window) {
        PublishedResults results = new PublishedResults(demo.kafka(), window);
        Page page = demo.open("#window=" + window);
        ScoreTables tables = new ScoreTables(page);

        patiently().untilAsserted(() -> {
            List<Caption> captions = results.captions();
            List<PromptStatistics> prompts = results.statistics();
            new DrawnHistogram(page, "#scores > figure", tables.binWidth()).assertShows(captions);
            tables.assertHistogram(1, captions);
            for (int i = 0; i < prompts.size(); i++) {
                List<Caption> ofPrompt = of(prompts.get(i), captions);
                String figure = "#scores .small figure:nth-of-type(" + (i + 1) + ")";
                new DrawnHistogram(page, figure, tables.binWidth()).assertShows(ofPrompt);
                tables.assertHistogram(i + 2, ofPrompt);
                tables.assertMeans(i + 2, prompts.get(i));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "1h"})
    void token_counts_stand_against_scores(String window) {
        PublishedResults results = new PublishedResults(demo.kafka(), window);
        Page page = demo.open("#window=" + window);
        ScoreTables tables = new ScoreTables(page);

        patiently().untilAsserted(() -> {
            List<Caption> captions = results.captions();
            List<PromptStatistics> prompts = results.statistics();
            new DrawnDensity(page, "#lengths > figure").assertShows(captions);
            tables.assertLengths(1, captions);
            for (int i = 0; i < prompts.size(); i++) {
                tables.assertLengths(i + 2, of(prompts.get(i), captions));
                tables.assertCorrelation(i + 2, prompts.get(i));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "1h"})
    void compatibility_is_a_heat_map_around_the_recorded_centre_and_around_the_mean(String window) {
        PublishedResults results = new PublishedResults(demo.kafka(), window);
        Page page = demo.open("#window=" + window);

        patiently().untilAsserted(() -> {
            List<String> prompts = results.statistics().stream()
                    .map(PromptStatistics::getPrompt)
                    .toList();
            List<PromptCompatibility> rows = results.compatibility().stream()
                    .filter(row -> !row.getCells().isEmpty())
                    .sorted(Comparator.comparing(row -> prompts.indexOf(row.getRowPrompt())))
                    .toList();
            page.locator("#centre-recorded").click();
            new DrawnHeatMap(page).assertShows(rows, prompts, rows.get(0).getCentre());
            page.locator("#centre-mean").click();
            new DrawnHeatMap(page).assertShows(rows, prompts, ScoreTables.mean(results.captions()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "1h"})
    void the_best_and_the_worst_captions_have_their_cumulative_means(String window) {
        PublishedResults results = new PublishedResults(demo.kafka(), window);
        Page page = demo.open("#window=" + window);

        patiently().untilAsserted(() -> new DrawnExtremes(page)
                .assertShows(
                        results.extremes("best"),
                        results.extremes("worst"),
                        results.captions().stream().map(Caption::getClipScore).toList()));
    }

    private static List<Caption> of(PromptStatistics prompt, List<Caption> captions) {
        return captions.stream()
                .filter(caption -> caption.getPrompt().equals(prompt.getPrompt()))
                .toList();
    }
}
