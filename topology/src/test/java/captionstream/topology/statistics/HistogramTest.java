package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.ScoreHistogram;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void publishesHalfPointBinsFromTheFirstOccupiedToTheLast() {
        ScoreHistogram record =
                of(17_000_000, 17_499_999, 17_500_000, 18_700_000).toRecord();

        assertThat(record.getLower()).isEqualTo(17.0);
        assertThat(record.getBinWidth()).isEqualTo(0.5);
        assertThat(record.getCounts()).containsExactly(2L, 1L, 0L, 1L);
    }

    @Test
    void countsNegativeScoresDownwards() {
        ScoreHistogram record = of(-1, 0).toRecord();

        assertThat(record.getLower()).isEqualTo(-0.5);
        assertThat(record.getCounts()).containsExactly(1L, 1L);
    }

    @Test
    void putsScoresOutsideIntoTheNearestBin() {
        ScoreHistogram record = of(-100_000_001, 100_000_000).toRecord();

        assertThat(record.getCounts()).hasSize(400).startsWith(1L).endsWith(1L);
    }

    @Test
    void isAsBeforeOnceAScoreIsTakenBack() {
        Histogram before = of(17_000_000, 18_000_000);

        assertThat(bytes(before.with(40_000_000).without(40_000_000))).isEqualTo(bytes(before));
        assertThat(bytes(before.with(-3_000_000).without(-3_000_000))).isEqualTo(bytes(before));
        assertThat(bytes(before.without(17_000_000).without(18_000_000))).isEqualTo(bytes(Histogram.EMPTY));
        assertThat(Histogram.EMPTY.toRecord().getCounts()).isEmpty();
    }

    @Test
    void findsEveryRankToHalfABin() {
        Random random = new Random(7);
        long[] scores = random.longs(1_000, -20_000_000, 60_000_000).toArray();
        Histogram histogram = of(scores);
        Arrays.sort(scores);

        for (int rank = 1; rank <= scores.length; rank++) {
            assertThat((double) histogram.atRank(rank)).isCloseTo(scores[rank - 1], within(25_000.0));
        }
    }

    @Test
    void addsUpAsIfCountedTogether() {
        assertThat(bytes(of(1_000_000, 9_000_000).plus(of(-4_000_000))))
                .isEqualTo(bytes(of(1_000_000, 9_000_000, -4_000_000)));
        assertThat(bytes(of(1_000_000).plus(Histogram.EMPTY))).isEqualTo(bytes(of(1_000_000)));
    }

    private static Histogram of(long... scores) {
        return Arrays.stream(scores).boxed().reduce(Histogram.EMPTY, Histogram::with, Histogram::plus);
    }

    private static byte[] bytes(Histogram histogram) {
        StateWriter out = new StateWriter();
        histogram.writeTo(out);
        return out.toBytes();
    }
}
