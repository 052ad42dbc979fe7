package captionstream.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowTest {
    private static final long NOW = 1_000_002_500;

    private final Flow flow = new Flow(Duration.ofMinutes(1), Duration.ofSeconds(5));

    @Test
    void countsFallIntoTheBucketOfTheirTime() {
        flow.add(Measure.EVENTS, 1, NOW - 20_000, NOW);
        flow.add(Measure.EVENTS, 2, NOW, NOW);

        assertThat(flow.history(NOW)).hasSize(12);
        assertThat(flow.history(NOW).get(11)).isEqualTo(new FlowBucket(1_000_000_000, counts(2), Map.of()));
        assertThat(flow.history(NOW).get(7)).isEqualTo(new FlowBucket(999_980_000, counts(1), Map.of()));
        assertThat(flow.total(NOW).events()).isEqualTo(3);
    }

    @Test
    void whatIsOlderThanTheHistoryIsDropped() {
        flow.add(Measure.EVENTS, 1, NOW - 61_000, NOW);
        flow.add(Measure.EVENTS, 1, Long.MIN_VALUE / 2, NOW);

        assertThat(flow.total(NOW).events()).isZero();
    }

    @Test
    void whatClaimsToComeFromTheFutureCountsAsNow() {
        flow.add(Measure.EVENTS, 1, Long.MAX_VALUE, NOW);

        assertThat(flow.latest(1, NOW).get(0).counts().events()).isEqualTo(1);
    }

    @Test
    void bucketsAreForgottenAsTimePasses() {
        flow.add(Measure.EVENTS, 7, NOW, NOW);

        assertThat(flow.total(NOW + 54_000).events()).isEqualTo(7);
        assertThat(flow.total(NOW + 60_000).events()).isZero();
    }

    @Test
    void aReusedSlotStartsFromZero() {
        flow.add(Measure.EVENTS, 7, NOW, NOW);
        flow.add(Measure.EVENTS, 1, NOW + 60_000, NOW + 60_000);

        assertThat(flow.total(NOW + 60_000).events()).isEqualTo(1);
    }

    @Test
    void ratesCoverFiveWholeBucketsAndTheOneThatFills() {
        flow.add(Measure.CAPTIONS, 55, NOW - 10_000, NOW);

        // Five buckets of 5 s and the 2.5 s since the current one began.
        assertThat(flow.rates(NOW).captionsPerSecond()).isCloseTo(55 / 27.5, within(1e-12));
    }

    @Test
    void lagIsTheMeanOverCaptions() {
        flow.add(Measure.CAPTIONS, 4, NOW, NOW);
        flow.add(Measure.LAG_MILLIS, 6_000, NOW, NOW);

        assertThat(flow.recent(NOW).lagSeconds()).isEqualTo(1.5);
        assertThat(flow.recent(NOW + 40_000).lagSeconds()).isNull();
    }

    @Test
    void deadLettersAreCountedByReason() {
        flow.addDeadLetter("corrupt_image", NOW, NOW);
        flow.addDeadLetter("corrupt_image", NOW, NOW);
        flow.addDeadLetter("invalid_uri", NOW - 10_000, NOW);
        flow.addDeadLetter("invalid_uri", NOW - 61_000, NOW);

        assertThat(flow.latest(1, NOW).get(0).reasons()).containsExactly(Map.entry("corrupt_image", 2L));
        assertThat(flow.history(NOW).get(9).reasons()).containsExactly(Map.entry("invalid_uri", 1L));
        assertThat(flow.total(NOW).deadLetters()).isEqualTo(3);
        assertThat(flow.latest(1, NOW + 60_000).get(0).reasons()).isEmpty();
    }

    @Test
    void reasonsBeyondAFewAreCountedTogether() {
        for (int i = 0; i < 100; i++) {
            flow.addDeadLetter("reason-" + i, NOW, NOW);
        }

        Map<String, Long> reasons = flow.latest(1, NOW).get(0).reasons();
        assertThat(reasons).hasSize(17).containsEntry("other", 84L);
    }

    private static FlowCounts counts(long events) {
        return new FlowCounts(events, 0, 0, 0, 0, 0, 0, null, null, null, null);
    }
}
