package captionstream.topology.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Exact sum of products of two quantities observed together; their own moments are kept beside it. */
record Correlation(BigInteger products) {
    static final Correlation NONE = new Correlation(BigInteger.ZERO);

    Correlation with(long x, long y) {
        return new Correlation(products.add(product(x, y)));
    }

    Correlation without(long x, long y) {
        return new Correlation(products.subtract(product(x, y)));
    }

    Correlation plus(Correlation other) {
        return new Correlation(products.add(other.products));
    }

    private static BigInteger product(long x, long y) {
        return BigInteger.valueOf(x).multiply(BigInteger.valueOf(y));
    }

    /**
     * Pearson's r, the paper's figure 3: (n Σxy − Σx Σy) / √((n Σx² − (Σx)²) (n Σy² − (Σy)²)), from exact sums.
     *
     * @return in [-1, 1]; null where one of the quantities does not vary
     */
    @Nullable
    Double pearson(Moments x, Moments y) {
        BigInteger scatters = x.scatter().multiply(y.scatter());
        if (scatters.signum() == 0) {
            return null;
        }
        BigInteger together = BigInteger.valueOf(x.count())
                .multiply(products)
                .subtract(x.sum().multiply(y.sum()));
        MathContext digits = MathContext.DECIMAL128;
        return new BigDecimal(together)
                .divide(new BigDecimal(scatters).sqrt(digits), digits)
                .doubleValue();
    }
}
