package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void ofOneToFourAreWhatTheyAreOnPaper() {
        captionstream.Moments record =
                of(1_000_000, 2_000_000, 3_000_000, 4_000_000).toRecord(1_000_000);

        // mean 5/2; variance (1.5² + 0.5² + 0.5² + 1.5²) / 3 = 5/3; t of 3 degrees is 3.182446
        assertThat(record.getMean()).isEqualTo(2.5);
        assertThat(record.getStdDev()).isCloseTo(1.2909944487358056, EXACT);
        assertThat(record.getMin()).isEqualTo(1.0);
        assertThat(record.getMax()).isEqualTo(4.0);
        assertThat(record.getCi95Low()).isCloseTo(2.5 - 3.182446305 * 1.2909944487358056 / 2, within(1e-7));
        assertThat(record.getCi95High()).isCloseTo(2.5 + 3.182446305 * 1.2909944487358056 / 2, within(1e-7));
    }

    @Test
    void ofNothingHaveOnlyACount() {
        captionstream.Moments record = Moments.NONE.toRecord(1);

        assertThat(record.getCount()).isZero();
        assertThat(record.getMean()).isNull();
        assertThat(record.getMin()).isNull();
        assertThat(record.getStdDev()).isNull();
        assertThat(record.getCi95Low()).isNull();
    }

    @Test
    void ofOneHaveAMeanButNoDeviation() {
        captionstream.Moments record = of(-3).toRecord(1);

        assertThat(record.getMean()).isEqualTo(-3.0);
        assertThat(record.getStdDev()).isNull();
        assertThat(record.getCi95High()).isNull();
    }

    @Test
    void areAsBeforeOnceAnObservationIsTakenBack() {
        Moments before = of(5, 7, 7, 9);

        assertThat(before.with(8).without(8)).isEqualTo(before);
        assertThat(before.with(7).without(7)).isEqualTo(before);
    }

    @Test
    void doNotOverflowAtTheLimits() {
        // given a million million captions, half of +100 and half of -100, each in thousand-millionths
        long extreme = 100_000_000_000L;
        Moments highs = doubled(of(extreme), 39);
        Moments lows = doubled(of(-extreme), 39);

        Moments all = highs.plus(lows);

        assertThat(all.count()).isEqualTo(1L << 40).isGreaterThan(1_000_000_000_000L);
        assertThat(highs.sum()).isEqualTo(new BigInteger("100000000000").shiftLeft(39));
        assertThat(all.mean(1_000_000_000)).isZero();
        double n = 1L << 40;
        assertThat(all.standardDeviation(1_000_000_000)).isCloseTo(100 * Math.sqrt(n / (n - 1)), within(1e-13));
        assertThat(all.plus(of(1)).plus(lows.negated()).without(1)).isEqualTo(all.plus(highs));
    }

    private static Moments doubled(Moments moments, int times) {
        Moments doubled = moments;
        for (int i = 0; i < times; i++) {
            doubled = doubled.plus(doubled);
        }
        return doubled;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "A detailed photo of, 17.762502, 3.649015",
        "This image shows, 17.784936, 3.593017",
        "A realistic image of, 18.204578, 2.989696",
        "An image of, 18.104050, 3.629508",
        "A picture that depicts, 18.355956, 3.232886"
    })
    void giveThePublishedMeanAndDeviationOfEachPrompt(String prompt, String mean, String deviation) {
        // given sums that the published figures imply: n = 1064, squares = (n − 1) s² + n m²
        BigDecimal n = BigDecimal.valueOf(1064);
        BigDecimal m = new BigDecimal(mean).movePointRight(6);
        BigDecimal s = new BigDecimal(deviation).movePointRight(6);
        BigDecimal squares = s.multiply(s)
                .multiply(BigDecimal.valueOf(1063))
                .add(m.multiply(m).multiply(n));
        Moments moments =
                new Moments(new Range(1064, 0, 1, 30_000_000, 1), n.multiply(m).toBigInteger(), squares.toBigInteger());

        captionstream.Moments record = moments.toRecord(1_000_000);

        assertThat(record.getMean()).isCloseTo(Double.parseDouble(mean), within(5e-7));
        assertThat(record.getStdDev()).isCloseTo(Double.parseDouble(deviation), within(5e-7));
        // about 0.22: the differences among the five prompts are of the size of their uncertainty
        assertThat(record.getCi95High() - record.getMean())
                .isCloseTo(1.9622 * Double.parseDouble(deviation) / Math.sqrt(1064), within(1e-4));
    }

    static Moments of(long... values) {
        return LongStream.of(values).boxed().reduce(Moments.NONE, Moments::with, Moments::plus);
    }
}
