package captionstream.topology.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Decimal scores as integers, and exact integers back as the nearest double. */
final class FixedPoint {
    static final long MILLIONTHS = 1_000_000;

    private FixedPoint() {}

    /** Recovers the integer of a score that was rounded to six decimals. */
    static long millionths(double score) {
        return Math.round(score * MILLIONTHS);
    }

    static double ratio(BigInteger numerator, BigInteger denominator) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), MathContext.DECIMAL128)
                .doubleValue();
    }

    static double value(long units, long unitsPerOne) {
        return (double) units / unitsPerOne;
    }

    /** The nearest integer to numerator / denominator, halves upwards; the denominator is positive. */
    static long divideRounding(long numerator, long denominator) {
        return Math.floorDiv(2 * numerator + denominator, 2 * denominator);
    }
}
