package captionstream.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.CaptionRequest;
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
    void changesCarryOnlyWhatIsNew() {
        state.caughtUp();
        state.putRanking("a", Samples.ranking("raw", List.of(), NOW));
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
}
