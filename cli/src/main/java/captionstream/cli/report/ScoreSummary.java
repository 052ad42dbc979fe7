package captionstream.cli.report;

import java.math.BigInteger;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Mean and sample standard deviation of scores, from exact integer sums of their six-decimal values, so that the order
 * of the scores does not matter.
 *
 * @param standardDeviation with n - 1; null for a single score
 */
record ScoreSummary(long count, double mean, @Nullable Double standardDeviation) {
    private static final double MICRO = 1e6;

    /** @param scores at least one, each with six decimals at most */
    static ScoreSummary of(Collection<Double> scores) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger squares = BigInteger.ZERO;
        for (double score : scores) {
            BigInteger micros = BigInteger.valueOf(Math.round(score * MICRO));
            sum = sum.add(micros);
            squares = squares.add(micros.multiply(micros));
        }
        BigInteger n = BigInteger.valueOf(scores.size());
        double mean = sum.doubleValue() / scores.size() / MICRO;
        if (scores.size() < 2) {
            return new ScoreSummary(scores.size(), mean, null);
        }
        BigInteger spread = n.multiply(squares).subtract(sum.multiply(sum));
        double variance = spread.doubleValue() / scores.size() / (scores.size() - 1);
        return new ScoreSummary(scores.size(), mean, Math.sqrt(variance) / MICRO);
    }
}
