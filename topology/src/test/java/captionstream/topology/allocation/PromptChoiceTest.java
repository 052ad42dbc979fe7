package captionstream.topology.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import captionstream.Elimination;
import captionstream.PromptAllocation;
import captionstream.topology.allocation.Allocation.SuccessiveElimination;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptChoiceTest {
    private static final List<String> PROMPTS = List.of("a", "b", "c");
    private static final String SET = "paper v1";
    private static final SuccessiveElimination TENTH = new SuccessiveElimination(0.1);

    @Test
    void promptsThatAreWorseThanAnotherOfTheSetAreLeftOut() {
        assertThat(choice("cat", worse("b", "a"))).containsExactly("a", "c");
        assertThat(choice("cat", worse("b", "a"), worse("a", "c"))).containsExactly("c");
    }

    @Test
    void aPromptThatIsWorseOnlyThanOneOutsideTheSetStays() {
        assertThat(choice("cat", worse("b", "another"))).isEqualTo(PROMPTS);
    }

    @Test
    void inACircleAllStay() {
        assertThat(choice("cat", worse("a", "b"), worse("b", "c"), worse("c", "a")))
                .isEqualTo(PROMPTS);
    }

    /** As hashlib.sha256(b"paper v1\\0cat") has it. */
    @Test
    void theDrawIsADigestOfSetAndImage() {
        assertThat(PromptChoice.draw("cat", SET)).isEqualTo(0.9328110307103832);
        assertThat(PromptChoice.draw("c", SET)).isEqualTo(0.123053492322733);
    }

    @Test
    void theShareThatExploresGetsAllPromptsAndIsAnotherForAnotherSet() {
        List<String> images =
                IntStream.range(0, 20_000).mapToObj(i -> "image-" + i).toList();

        List<String> explored = images.stream()
                .filter(image -> choice(image, worse("b", "a")).equals(PROMPTS))
                .toList();

        // four deviations of a binomial share
        assertThat(explored.size() / 20_000.0).isCloseTo(0.1, within(4 * Math.sqrt(0.1 * 0.9 / 20_000)));
        long again = explored.stream()
                .filter(image -> PromptChoice.draw(image, "paper v2") < 0.1)
                .count();
        assertThat(again / (double) explored.size()).isCloseTo(0.1, within(4 * Math.sqrt(0.1 * 0.9 / 2_000)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.009, 1.001, -1, Double.NaN})
    void aShareThatIsNoneIsRefused(double explore) {
        assertThatThrownBy(() -> new SuccessiveElimination(explore))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("allocation-explore is " + explore + ": it must be between 0.01 and 1");
    }

    private static List<String> choice(String image, Elimination... found) {
        PromptAllocation allocation = new PromptAllocation("m", 2, Arrays.asList(found), Instant.EPOCH);
        return PromptChoice.of(image, SET, PROMPTS, allocation, TENTH);
    }

    private static Elimination worse(String prompt, String better) {
        return new Elimination(prompt, better, 1_000L, 1.0, 0.5);
    }
}
