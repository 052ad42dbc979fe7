package captionstream.worker.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {
    private final LearningRate rate = new LearningRate(2, 10, 110);

    @Test
    void risesToItsPeakDuringTheWarmUp() {
        assertThat(rate.at(0)).isCloseTo(0.2, within(1e-12));
        assertThat(rate.at(9)).isCloseTo(2, within(1e-12));
    }

    @Test
    void isHalfItsPeakHalfWayDown() {
        assertThat(rate.at(60)).isCloseTo(1, within(1e-12));
    }

    @Test
    void endsAtNothing() {
        assertThat(rate.at(110)).isCloseTo(0, within(1e-12));
    }
}
