package captionstream.dashboard.state;

import static captionstream.dashboard.Samples.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.ScoreHistogram;
import captionstream.dashboard.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownResultsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final PipelineState state =
            new PipelineState(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofHours(1), 10, Samples.PROMPTS);

    @Test
    void theLatestRankingOfEachKeyIsKeptAndATombstoneTakesItAway() {
        state.putRanking("a", ranking(1));
        state.putRanking("a", ranking(2));
        assertThat(state.snapshot().rankings()).containsExactly(ranking(2));

        state.putRanking("a", null);
        assertThat(state.snapshot().rankings()).isEmpty();
    }

    @Test
    void resultsOfAWindowAreApartFromThoseOverAllTime() {
        state.putRanking("m|all|raw", ranking(1));
        state.putRanking("m|1m@0|raw", windowed("1m", 0, MODEL));

        assertThat(state.snapshot().rankings()).containsExactly(ranking(1));
        assertThat(state.snapshot(ResultWindow.MINUTE).rankings()).containsExactly(windowed("1m", 0, MODEL));
        assertThat(state.snapshot(ResultWindow.HOUR).rankings()).isEmpty();
    }

    @Test
    void aLaterWindowTakesThePlaceOfTheEarlierOneWhateverTheirOrder() {
        state.putRanking("m|1m@0|raw", windowed("1m", 0, MODEL));
        state.putRanking("m|1m@0|confidence", windowed("1m", 0, MODEL));
        state.putRanking("m|1m@10|raw", windowed("1m", 10, MODEL));
        state.putRanking("m|1m@5|raw", windowed("1m", 5, MODEL));

        assertThat(state.snapshot(ResultWindow.MINUTE).rankings()).containsExactly(windowed("1m", 10, MODEL));
    }

    @Test
    void theLatestWindowOfAnotherModelStays() {
        state.putRanking("old|1m@0|raw", windowed("1m", 0, "old"));
        state.putRanking("new|1m@10|raw", windowed("1m", 10, "new"));

        assertThat(state.snapshot(ResultWindow.MINUTE).rankings())
                .containsExactly(windowed("1m", 0, "old"), windowed("1m", 10, "new"));
    }

    @Test
    void aWindowThatIsWithdrawnIsGoneFromItsOwnLengthOnly() {
        state.putRanking("m|all|raw", ranking(1));
        state.putRanking("m|1m@0|raw", windowed("1m", 0, MODEL));
        long seen = state.snapshot().version();

        state.putRanking("m|1m@0|raw", null);

        assertThat(state.changesAfter(seen).rankings()).isNull();
        assertThat(state.changesAfter(seen, ResultWindow.MINUTE).rankings()).isEmpty();
    }

    @Test
    void windowsOfUnknownLengthAreLeftAside() {
        state.putRanking("m|2d@0|raw", windowed("2d", 0, MODEL));

        for (ResultWindow window : ResultWindow.values()) {
            assertThat(state.snapshot(window).rankings()).isEmpty();
        }
    }

    @Test
    void everyKindOfResultHasWindows() {
        PromptCompatibility row = Samples.compatibility("An image of", List.of());
        row.setWindow("5m");
        row.setWindowStart(NOW);
        CaptionExtremes best = Samples.extremes("best", List.of());
        best.setWindow("5m");
        best.setWindowStart(NOW);
        PromptStatistics statistics = Samples.statistics(
                "An image of", 0, new ScoreHistogram(0.0, 0.5, List.of(4L)), Samples.moments(4, 25, 1));
        statistics.setWindow("5m");
        statistics.setWindowStart(NOW);
        state.putCompatibility("m|5m@0|An image of", row);
        state.putExtremes("m|5m@0|best", best);
        state.putStatistics("m|5m@0|An image of", statistics);

        Snapshot shown = state.snapshot(ResultWindow.FIVE_MINUTES);
        assertThat(shown.compatibility()).containsExactly(row);
        assertThat(shown.extremes()).hasSize(1);
        assertThat(shown.statistics()).containsExactly(statistics);
        assertThat(state.snapshot().compatibility()).isEmpty();
        assertThat(state.snapshot().extremes()).isEmpty();
        assertThat(state.snapshot().statistics()).isEmpty();
    }

    @Test
    void totalsAreOverAllTimeInEveryWindowTheLatestModelFirst() {
        ScoreHistogram histogram = new ScoreHistogram(0.0, 0.5, List.of(4L));
        state.putStatistics("m|all|a", Samples.statistics("a", 0, histogram, Samples.moments(4, 25, 1)));
        state.putStatistics("m|all|b", Samples.statistics("b", 1, histogram, Samples.moments(3, 25, 1)));
        state.putRanking("m|all|raw", totalled(MODEL, 4, 20));
        state.putRanking("m|all|saliency", Samples.ranking("saliency", List.of(), NOW));
        state.putRanking("o|all|raw", totalled("older", 9, 10));

        assertThat(state.snapshot(ResultWindow.HOUR).totals())
                .containsExactly(new ModelTotals(MODEL, 4, 7, 20_000), new ModelTotals("older", 9, 0, 10_000));
    }

    @Test
    void extremeCaptionsShowTheirUriWithoutItsQuery() {
        ExtremeCaption first = new ExtremeCaption(
                1,
                "apple",
                "https://me:word@images.example/apple.png?signature=abc",
                "An image of",
                "An image of x",
                31.0,
                31.0);
        state.putExtremes("m||best", Samples.extremes("best", List.of(first)));

        assertThat(state.changesAfter(0).extremes()).singleElement().satisfies(extremes -> {
            assertThat(extremes.end()).isEqualTo("best");
            assertThat(extremes.entries())
                    .extracting(ExtremesView.Entry::uri)
                    .containsExactly("https://images.example/apple.png?...");
        });
    }

    private static PromptRanking ranking(long seconds) {
        return Samples.ranking("raw", List.of(), Instant.ofEpochSecond(seconds));
    }

    private static PromptRanking windowed(String window, long startSecond, String model) {
        return PromptRanking.newBuilder(ranking(1))
                .setModel(model)
                .setWindow(window)
                .setWindowStart(Instant.ofEpochSecond(startSecond))
                .build();
    }

    private static PromptRanking totalled(String model, long images, long asOfSecond) {
        return PromptRanking.newBuilder(ranking(asOfSecond))
                .setModel(model)
                .setImages(images)
                .build();
    }
}
