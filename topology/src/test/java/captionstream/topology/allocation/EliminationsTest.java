package captionstream.topology.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.Elimination;
import captionstream.Moments;
import captionstream.PairwiseDifference;
import captionstream.PromptAllocation;
import captionstream.PromptStatistics;
import captionstream.ScoreHistogram;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EliminationsTest {
    private static final PromptAllocation NOTHING = Eliminations.none("m");

    /** Of two prompts, 1000 images, deviation 1 and error 0.05 the radius is 0.09598. */
    @Test
    void aPromptIsWorseWhenTheMeanDifferenceIsBeyondTheRadius() {
        PromptAllocation after = Eliminations.after(NOTHING, statistics("a", against("b", 1_000, -0.0961, 1)));

        Elimination found = after.getEliminations().get(0);
        assertThat(after.getVersion()).isEqualTo(2);
        assertThat(found.getPrompt()).isEqualTo("a");
        assertThat(found.getBetter()).isEqualTo("b");
        assertThat(found.getImages()).isEqualTo(1_000);
        assertThat(found.getDifference()).isEqualTo(0.0961);
        assertThat(found.getRadius()).isCloseTo(0.09598173584209047, within(1e-15));
    }

    @Test
    void theOtherPromptIsWorseWhenTheDifferenceIsPositive() {
        assertThat(Eliminations.after(NOTHING, statistics("a", against("b", 1_000, 0.1, 1)))
                        .getEliminations())
                .extracting(Elimination::getPrompt)
                .containsExactly("b");
    }

    @Test
    void withinTheRadiusOrOfFewImagesNothingIsFound() {
        PromptAllocation after = Eliminations.after(
                NOTHING,
                statistics("a", against("b", 1_000, 0.0959, 1), against("c", 99, 50, 1), against("d", 1, 5, null)));

        assertThat(after.getEliminations()).isEmpty();
        assertThat(after.getVersion()).isEqualTo(1);
    }

    @Test
    void moreComparisonsAskForMore() {
        PromptStatistics two = statistics("a", against("b", 1_000, 0.1, 1));
        PromptStatistics five = statistics(
                "a",
                against("b", 1_000, 0.1, 1),
                against("c", 1_000, 0, 1),
                against("d", 1_000, 0, 1),
                against("e", 1_000, 0, 1));

        assertThat(Eliminations.after(NOTHING, two).getEliminations()).hasSize(1);
        assertThat(Eliminations.after(NOTHING, five).getEliminations()).isEmpty();
    }

    @Test
    void whatWasFoundOnceStaysAndIsNotFoundAgain() {
        PromptAllocation found = Eliminations.after(NOTHING, statistics("a", against("b", 1_000, 1, 1)));

        PromptAllocation later = Eliminations.after(found, statistics("b", against("a", 9_000, 1, 1)));

        assertThat(later).isEqualTo(found);
    }

    @Test
    void thereIsAnEndToWhatARecordHolds() {
        PairwiseDifference[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> against("prompt " + i, 10_000, 50, 1))
                .toArray(PairwiseDifference[]::new);

        assertThat(Eliminations.after(NOTHING, statistics("a", many)).getEliminations())
                .hasSize(Eliminations.MOST);
    }

    @Test
    void aStoreGivesBackWhatItWasGiven() {
        PromptAllocation allocation = Eliminations.after(NOTHING, statistics("ä", against("b", 1_000, 1, 1)));

        assertThat(AllocationState.fromBytes(AllocationState.toBytes(allocation)))
                .isEqualTo(allocation);
    }

    private static PairwiseDifference against(String prompt, long images, double mean, Double deviation) {
        return new PairwiseDifference(prompt, new Moments(images, mean, deviation, null, null, null, null));
    }

    private static PairwiseDifference against(String prompt, long images, double mean, int deviation) {
        return against(prompt, images, mean, Double.valueOf(deviation));
    }

    private static PromptStatistics statistics(String prompt, PairwiseDifference... against) {
        Moments none = new Moments(0L, null, null, null, null, null, null);
        return PromptStatistics.newBuilder()
                .setModel("m")
                .setPrompt(prompt)
                .setPromptIndex(0)
                .setPromptSet("paper v1")
                .setWins(0)
                .setClipScore(none)
                .setControlScore(none)
                .setTokenCount(none)
                .setConfidence(none)
                .setEntropyWeightedScore(none)
                .setSaliencyWeightedScore(none)
                .setEfficiency(none)
                .setHistogram(new ScoreHistogram(0.0, 1.0, List.of()))
                .setQuantiles(List.of())
                .setAgainst(Arrays.asList(against))
                .setAsOf(Instant.ofEpochMilli(1_000))
                .build();
    }
}
