package captionstream.dashboard.state;

import static captionstream.dashboard.Samples.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.CaptionRequest;
import captionstream.ExtremeCaption;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.ScoreHistogram;
import captionstream.StageTimings;
import captionstream.dashboard.Samples;
import captionstream.dashboard.state.DeadLetterSummary.ReasonCount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineStateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final PipelineState state =
            new PipelineState(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofHours(1), 10, Samples.PROMPTS);

    @Test
    void anImageWaitsFromItsEventUntilItsFirstCaption() {
        Instant published = NOW.minusSeconds(30);
        state.add(Samples.event("apple", published), published.toEpochMilli());
        assertThat(now().inFlight()).isEqualTo(1);
        assertThat(now().oldestInFlightSeconds()).isEqualTo(30.0);

        state.add(Samples.caption("apple", 0, 25, published).build(), NOW.toEpochMilli());
        assertThat(now().inFlight()).isZero();
        assertThat(now().oldestInFlightSeconds()).isNull();
        assertThat(now().lagSeconds()).isEqualTo(30.0);
    }

    @Test
    void aDeadLetterEndsTheWaitingToo() {
        state.add(Samples.event("apple", NOW), NOW.toEpochMilli());
        state.add(Samples.deadLetter("apple", "image_not_found", "gone", NOW), 0, 0, NOW.toEpochMilli());

        assertThat(now().inFlight()).isZero();
        assertThat(now().history().deadLetters()).isEqualTo(1);
    }

    @Test
    void anOutcomeReadBeforeItsEventIsNotWaitedFor() {
        state.add(Samples.caption("apple", 0, 25, NOW).build(), NOW.toEpochMilli());
        state.add(Samples.event("apple", NOW), NOW.toEpochMilli());

        assertThat(now().inFlight()).isZero();
    }

    @Test
    void captionsAreCountedWithTheirImagesAndTokens() {
        state.add(Samples.caption("apple", 0, 25, NOW).build(), NOW.toEpochMilli());
        state.add(Samples.caption("apple", 1, 26, NOW).build(), NOW.toEpochMilli());

        assertThat(now().history().images()).isEqualTo(1);
        assertThat(now().history().captions()).isEqualTo(2);
        assertThat(now().history().tokens()).isEqualTo(8);
        assertThat(now().model()).isEqualTo(Samples.MODEL);
    }

    @Test
    void deadLettersAreCountedByReasonTheMostFrequentFirst() {
        dead("corrupt_image", "first");
        dead("image_not_found", "second");
        dead("image_not_found", "third");

        DeadLetterSummary summary = state.snapshot().deadLetters();
        assertThat(summary.total()).isEqualTo(3);
        assertThat(summary.byReason())
                .extracting(ReasonCount::reason)
                .containsExactly("image_not_found", "corrupt_image");
        assertThat(summary.byReason()).extracting(ReasonCount::count).containsExactly(2L, 1L);
        assertThat(summary.byReason().get(0).latest().message()).isEqualTo("third");
        assertThat(summary.latest()).extracting(DeadLetterView::message).containsExactly("third", "second", "first");
    }

    @Test
    void theMemoryForDeadLettersIsBounded() {
        for (int i = 0; i < 1_000; i++) {
            dead("reason-" + i, "message");
        }

        DeadLetterSummary summary = state.snapshot().deadLetters();
        assertThat(summary.total()).isEqualTo(1_000);
        assertThat(summary.latest()).hasSize(50);
        assertThat(summary.byReason()).hasSize(64);
    }

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

    @Test
    void changesCarryOnlyWhatIsNew() {
        state.caughtUp();
        state.putRanking("a", ranking(1));
        state.add(Samples.caption("old", 0, 25, NOW).build(), NOW.toEpochMilli());
        long seen = state.snapshot().version();
        state.add(Samples.caption("new", 0, 25, NOW).build(), NOW.toEpochMilli());

        Changes changes = state.changesAfter(seen);
        assertThat(changes.images()).extracting(ImageView::id).containsExactly("new");
        assertThat(changes.rankings()).isNull();
        assertThat(changes.statistics()).isNull();
        assertThat(changes.deadLetters()).isNull();
        assertThat(changes.flow()).hasSizeLessThan(10);
        assertThat(state.changesAfter(changes.version()).images()).isEmpty();
    }

    @Test
    void theWholeFlowIsSentWhileThePastIsBeingRead() {
        assertThat(state.changesAfter(0).flow()).hasSize(720);
        long seen = state.snapshot().version();

        state.caughtUp();
        assertThat(state.changesAfter(seen).flow()).hasSize(720);
        assertThat(state.changesAfter(state.snapshot().version()).flow()).hasSizeLessThan(10);
    }

    @Test
    void theTimeOfACaptionIsToldByStage() {
        CaptionRequest request = CaptionRequest.newBuilder()
                .setImageId("a")
                .setUri("file:///a")
                .setPrompts(List.of("An image of"))
                .setPromptSet("default:1")
                .setEventTime(NOW.minusMillis(300))
                .build();
        state.add(request, NOW.toEpochMilli());
        state.add(timed("a", new StageTimings(10.0, 20.0, 30.0, 40.0, 50.0)), NOW.toEpochMilli());
        state.add(timed("b", new StageTimings(30.0, 40.0, 30.0, 40.0, 50.0)), NOW.toEpochMilli());

        FlowCounts counts = now().history();
        assertThat(counts.intakeSeconds()).isEqualTo(0.3);
        assertThat(counts.stages()).isEqualTo(new StageSeconds(0.02, 0.03, 0.03, 0.04, 0.05));
        assertThat(counts.batches()).isEqualTo(1);

        state.add(timed("c", new StageTimings(10.0, 20.0, 30.0, 40.0, 51.0)), NOW.toEpochMilli());
        assertThat(now().history().batches()).isEqualTo(2);
    }

    @Test
    void timesThatAreNoTimesDoNoHarm() {
        state.add(
                timed("a", new StageTimings(Double.NaN, Double.POSITIVE_INFINITY, -5.0, 0.0, 0.0)), NOW.toEpochMilli());

        assertThat(now().history().stages()).isEqualTo(new StageSeconds(0, 86_400, 0, 0, 0));
    }

    @Test
    void workersAreKnownOnceTheyHaveBeenCounted() {
        assertThat(now().workers()).isNull();
        state.workers(2);
        state.workers(1);
        assertThat(now().workers()).isEqualTo(1);
        assertThat(now().history().workers()).isEqualTo(1.5);

        state.workers(null);
        assertThat(now().workers()).isNull();
    }

    private static Caption timed(String image, StageTimings timings) {
        return Samples.caption(image, 0, 25, NOW).setTimings(timings).build();
    }

    private Now now() {
        return state.snapshot().now();
    }

    private void dead(String reason, String message) {
        state.add(Samples.deadLetter("id", reason, message, NOW), 0, 0, NOW.toEpochMilli());
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
