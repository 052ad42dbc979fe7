package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class UncertaintyTest {

    @Test
    void uniform_distributions_over_the_vocabulary_leave_no_confidence() {
        Uncertainty uncertainty = Uncertainty.of(List.of(token(Math.log(8), -Math.log(8))), 8);

        assertThat(uncertainty.normalizedEntropy()).isCloseTo(1, within(1e-12));
        assertThat(uncertainty.confidence()).isCloseTo(0, within(1e-12));
        assertThat(uncertainty.meanLogProb()).isCloseTo(-2.0794415, within(1e-6));
    }

    @Test
    void certain_steps_give_full_confidence() {
        Uncertainty uncertainty = Uncertainty.of(List.of(token(0, 0), token(0, 0)), 50257);

        assertThat(uncertainty.confidence()).isEqualTo(1);
        assertThat(uncertainty.meanLogProb()).isZero();
    }

    /** H(½, ½) = ln 2 and H(½, ¼, ¼) = 1.5 ln 2: their mean is 1.25 ln 2, of ln 4 = 2 ln 2 that is 0.625. */
    @Test
    void steps_are_averaged_as_worked_by_hand() {
        double ln2 = Math.log(2);
        Uncertainty uncertainty = Uncertainty.of(List.of(token(ln2, -ln2), token(1.5 * ln2, -2 * ln2)), 4);

        assertThat(uncertainty.meanTokenEntropy()).isCloseTo(0.8664340, within(1e-6));
        assertThat(uncertainty.normalizedEntropy()).isCloseTo(0.625, within(1e-12));
        assertThat(uncertainty.confidence()).isCloseTo(0.375, within(1e-12));
        assertThat(uncertainty.meanLogProb()).isCloseTo(-1.0397208, within(1e-6));
    }

    @Test
    void rounding_in_the_model_does_not_push_it_out_of_range() {
        assertThat(Uncertainty.of(List.of(token(Math.log(8) + 1e-6, -1)), 8).confidence())
                .isZero();
        assertThat(Uncertainty.of(List.of(token(-1e-9, 0)), 8).confidence()).isEqualTo(1);
    }

    private static GeneratedToken token(double entropy, double logProb) {
        return new GeneratedToken(1, "x", entropy, logProb, List.of());
    }
}
