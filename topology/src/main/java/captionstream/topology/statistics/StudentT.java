package captionstream.topology.statistics;

import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution: how far a mean of few observations may be off. */
final class StudentT {
    /** The 97.5% quantile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    private static final int TABULATED = 200;
    private static final double[] TABLE = LongStream.rangeClosed(1, TABULATED)
            .mapToDouble(degrees -> TDistribution.of(degrees).inverseCumulativeProbability(0.975))
            .toArray();

    private StudentT() {}

    /**
     * The 97.5% quantile, off by less than 1e-8. Above the tabulated degrees of freedom it is Fisher and Cornish's
     * expansion about the normal quantile (Abramowitz and Stegun, 26.7.5).
     *
     * @param degreesOfFreedom at least 1
     */
    static double quantile975(long degreesOfFreedom) {
        return degreesOfFreedom <= TABULATED ? TABLE[(int) degreesOfFreedom - 1] : expansion(degreesOfFreedom);
    }

    private static double expansion(double n) {
        double z2 = Z * Z;
        double g1 = Z * (z2 + 1) / 4;
        double g2 = Z * ((5 * z2 + 16) * z2 + 3) / 96;
        double g3 = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        return Z + (g1 + (g2 + g3 / n) / n) / n;
    }
}
