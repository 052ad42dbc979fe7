package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RangeTest {
    @Test
    void keepsAnEndThatSeveralObservationsShare() {
        Range range = of(3, 3, 5, 9).without(3);

        assertThat(range.isExact()).isTrue();
        assertThat(range.low()).isEqualTo(3);
    }

    @Test
    void admitsThatItNoLongerKnowsAnEndWhoseLastObservationIsTakenBack() {
        assertThat(of(3, 5, 9).without(3).isExact()).isFalse();
        assertThat(of(3, 5, 9).without(9).isExact()).isFalse();
        assertThat(of(3, 5, 9).without(5).isExact()).isTrue();
    }

    @Test
    void knowsAnEndAgainWhenAnObservationReachesTheOldBound() {
        assertThat(of(3, 5, 9).without(3).with(2)).isEqualTo(of(2, 5, 9));
        assertThat(of(3, 5, 9).without(3).with(3)).isEqualTo(of(3, 5, 9));
        assertThat(of(3, 5, 9).without(3).with(4).isExact()).isFalse();
    }

    @Test
    void isEmptyAfterItsOnlyObservationIsTakenBack() {
        assertThat(of(7).without(7)).isEqualTo(Range.EMPTY);
        assertThat(Range.EMPTY.isExact()).isTrue();
    }

    @Test
    void addsUpAsIfObservedTogether() {
        assertThat(of(3, 5).plus(of(3, 9))).isEqualTo(of(3, 5, 3, 9));
        assertThat(of(3, 5).plus(Range.EMPTY)).isEqualTo(of(3, 5));
        assertThat(Range.EMPTY.plus(of(3, 5))).isEqualTo(of(3, 5));
        assertThat(of(1, 2).negated()).isEqualTo(of(-1, -2));
    }

    private static Range of(long... values) {
        return LongStream.of(values).boxed().reduce(Range.EMPTY, Range::with, Range::plus);
    }
}
