package captionstream.worker.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RefClipScoreTest {

    @Test
    void isTheHarmonicMeanOfWhatImageAndNearestReferenceSay() {
        // 2.5 · 0.3 = 0.75 and 0.9: 2 / (1/0.75 + 1/0.9) = 2 · 0.675 / 1.65 = 9/11.
        assertThat(RefClipScore.of(0.3, new double[] {0.2, 0.9, -0.4})).isCloseTo(900 / 11.0, within(1e-9));
    }

    @Test
    void isNothingWhereEitherSpeaksAgainstTheCaption() {
        assertThat(RefClipScore.of(-0.1, new double[] {0.9})).isZero();
        assertThat(RefClipScore.of(0.3, new double[] {-0.9})).isZero();
        assertThat(RefClipScore.of(-0.3, new double[] {-0.9})).isZero();
    }

    @Test
    void isNotANumberWhereACosineIsNone() {
        assertThat(RefClipScore.of(Double.NaN, new double[] {0.9})).isNaN();
        assertThat(RefClipScore.of(0.3, new double[] {0.9, Double.NaN})).isNaN();
    }
}
