package captionstream.topology.statistics;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Count, sum, sum of squares and range of one quantity, in integer units of unbounded width. Mean, deviation and
 * confidence interval are computed from the exact integers when asked for, so they do not depend on order.
 */
record Moments(Range range, BigInteger sum, BigInteger squares) {
    static final Moments NONE = new Moments(Range.EMPTY, BigInteger.ZERO, BigInteger.ZERO);

    Moments with(long value) {
        BigInteger exact = BigInteger.valueOf(value);
        return new Moments(range.with(value), sum.add(exact), squares.add(exact.multiply(exact)));
    }

    Moments without(long value) {
        BigInteger exact = BigInteger.valueOf(value);
        return new Moments(range.without(value), sum.subtract(exact), squares.subtract(exact.multiply(exact)));
    }

    Moments plus(Moments other) {
        return new Moments(range.plus(other.range), sum.add(other.sum), squares.add(other.squares));
    }

    /** Of the same observations with their signs turned. */
    Moments negated() {
        return new Moments(range.negated(), sum.negate(), squares);
    }

    long count() {
        return range.count();
    }

    Sum toSum() {
        return new Sum(count(), sum);
    }

    /** n Σx² − (Σx)², which is n² times the population variance. */
    BigInteger scatter() {
        return BigInteger.valueOf(count()).multiply(squares).subtract(sum.multiply(sum));
    }

    @Nullable
    Double mean(long unitsPerOne) {
        return toSum().mean(unitsPerOne);
    }

    /** Sample standard deviation, √(Σ(x − x̄)² / (n − 1)), as √(scatter / (n (n − 1))); null of fewer than two. */
    @Nullable
    Double standardDeviation(long unitsPerOne) {
        if (count() < 2) {
            return null;
        }
        BigInteger unit = BigInteger.valueOf(unitsPerOne);
        BigInteger pairs = BigInteger.valueOf(count()).multiply(BigInteger.valueOf(count() - 1));
        return Math.sqrt(FixedPoint.ratio(scatter(), pairs.multiply(unit).multiply(unit)));
    }

    /** Orders by mean, exactly; both have observations. */
    int compareMeanTo(Moments other) {
        return toSum().compareMeanTo(other.toSum());
    }

    /**
     * With the 95% confidence interval of the mean, x̄ ± t s / √n, where t is the 97.5% quantile of n − 1 degrees of
     * freedom (Student 1908, "The Probable Error of a Mean").
     *
     * @param unitsPerOne how many units make 1.0
     */
    captionstream.Moments toRecord(long unitsPerOne) {
        Double mean = mean(unitsPerOne);
        Double deviation = standardDeviation(unitsPerOne);
        boolean some = count() > 0;
        captionstream.Moments record = new captionstream.Moments();
        record.setCount(count());
        record.setMean(mean);
        record.setStdDev(deviation);
        record.setMin(some ? FixedPoint.value(range.low(), unitsPerOne) : null);
        record.setMax(some ? FixedPoint.value(range.high(), unitsPerOne) : null);
        if (mean != null && deviation != null) {
            double halfWidth = StudentT.quantile975(count() - 1) * deviation / Math.sqrt(count());
            record.setCi95Low(mean - halfWidth);
            record.setCi95High(mean + halfWidth);
        }
        return record;
    }

    void writeTo(StateWriter out) {
        range.writeTo(out);
        out.number(sum).number(squares);
    }

    static Moments readFrom(StateReader in) {
        return new Moments(Range.readFrom(in), in.bigNumber(), in.bigNumber());
    }
}
