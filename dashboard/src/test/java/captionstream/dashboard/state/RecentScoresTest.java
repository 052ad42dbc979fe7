package captionstream.dashboard.state;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.dashboard.Samples;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentScoresTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    private final RecentScores scores = new RecentScores();

    @Test
    void captionsOfAPromptAreOneSeriesInTheirOrder() {
        scores.add(caption("a", 7, 31.256, NOW).build(), 1);
        scores.add(caption("b", 8, 20, NOW).build(), 2);
        scores.add(caption("a", 9, 30, NOW).setControlScore(null).build(), 3);

        assertThat(scores.changedAfter(-1))
                .containsExactly(
                        series("b", List.of(8), List.of(20.0), List.of(18.5)),
                        new ScoreSeries(
                                Samples.MODEL,
                                "a",
                                2,
                                List.of(7, 9),
                                List.of(31.26, 30.0),
                                Arrays.asList(18.5, null),
                                List.of(1_000L, 1_000L)));
    }

    @Test
    void onlyWhatIsNewIsSentAgain() {
        scores.add(caption("a", 7, 31, NOW).build(), 1);
        scores.add(caption("b", 8, 20, NOW).build(), 2);

        assertThat(scores.changedAfter(1)).containsExactly(series("b", List.of(8), List.of(20.0), List.of(18.5)));
        assertThat(scores.changedAfter(2)).isEmpty();
    }

    @Test
    void aModelHasSeriesOfItsOwn() {
        scores.add(caption("a", 7, 31, NOW).build(), 1);
        scores.add(caption("a", 7, 31, NOW).setModel("other").build(), 2);

        assertThat(scores.changedAfter(-1)).extracting(ScoreSeries::model).containsExactly(Samples.MODEL, "other");
    }

    @Test
    void anEventFromTheFutureCountsWhenItWasCaptioned() {
        scores.add(
                caption("a", 7, 31, NOW.plusSeconds(3600)).setCaptionTime(NOW).build(), 1);

        assertThat(scores.changedAfter(-1).get(0).seconds()).containsExactly(1_000L);
    }

    @Test
    void memoryIsBounded() {
        for (int i = 0; i < 40_000; i++) {
            scores.add(caption("prompt " + i % 80, i, 31, NOW).build(), i);
        }

        assertThat(scores.changedAfter(-1)).hasSize(64).allSatisfy(one -> assertThat(one.tokens())
                .hasSizeLessThanOrEqualTo(500));
        for (int i = 0; i < 600; i++) {
            scores.add(caption("a", i, 31, NOW).build(), 50_000 + i);
        }
        assertThat(scores.changedAfter(50_000 - 1)).singleElement().satisfies(one -> assertThat(one.tokens())
                .hasSize(scores.kept())
                .startsWith(100));
    }

    private static ScoreSeries series(String prompt, List<Integer> tokens, List<Double> clip, List<Double> control) {
        return new ScoreSeries(
                Samples.MODEL, prompt, 1, tokens, clip, control, Collections.nCopies(tokens.size(), 1_000L));
    }

    private static Caption.Builder caption(String prompt, int tokens, double clip, Instant eventTime) {
        return Samples.caption("image", 0, clip, eventTime).setPrompt(prompt).setTokenCount(tokens);
    }
}
