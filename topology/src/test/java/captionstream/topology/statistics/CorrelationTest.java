package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrelationTest {
    @Test
    void ofFourPointsIsWhatItIsOnPaper() {
        // x 1 2 3 4, y 2 1 4 3: n Σxy − ΣxΣy = 4·28 − 100 = 12; both scatters 4·30 − 100 = 20; r = 12/20
        Correlation correlation =
                Correlation.NONE.with(1, 2).with(2, 1).with(3, 4).with(4, 3);

        assertThat(correlation.pearson(MomentsTest.of(1, 2, 3, 4), MomentsTest.of(2, 1, 4, 3)))
                .isCloseTo(0.6, within(1e-15));
    }

    @Test
    void isUndefinedWhereOneQuantityDoesNotVary() {
        Correlation correlation = Correlation.NONE.with(5, 1).with(5, 2);

        assertThat(correlation.pearson(MomentsTest.of(5, 5), MomentsTest.of(1, 2)))
                .isNull();
    }
}
