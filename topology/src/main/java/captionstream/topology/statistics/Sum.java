package captionstream.topology.statistics;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** How many observations there are of a quantity and what they add up to, in integer units of unbounded width. */
record Sum(long count, BigInteger total) {
    static final Sum NONE = new Sum(0, BigInteger.ZERO);

    Sum with(long value) {
        return new Sum(count + 1, total.add(BigInteger.valueOf(value)));
    }

    Sum without(long value) {
        return new Sum(count - 1, total.subtract(BigInteger.valueOf(value)));
    }

    Sum plus(Sum other) {
        return new Sum(count + other.count, total.add(other.total));
    }

    /**
     * The arithmetic mean, x̄ = Σx / n; null of none.
     *
     * @param unitsPerOne how many units make 1.0
     */
    @Nullable
    Double mean(long unitsPerOne) {
        return count == 0 ? null : FixedPoint.ratio(total, exactCount().multiply(BigInteger.valueOf(unitsPerOne)));
    }

    /** Orders by mean, exactly; both have observations. */
    int compareMeanTo(Sum other) {
        return total.multiply(other.exactCount()).compareTo(other.total.multiply(exactCount()));
    }

    BigInteger exactCount() {
        return BigInteger.valueOf(count);
    }

    void writeTo(StateWriter out) {
        out.number(count).number(total);
    }

    static Sum readFrom(StateReader in) {
        return new Sum(in.number(), in.bigNumber());
    }
}
