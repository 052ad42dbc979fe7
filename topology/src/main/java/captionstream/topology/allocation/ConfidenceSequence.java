package captionstream.topology.allocation;

/**
 * How far a mean of t observations may be off, at all t at once: one may look after each observation and act on what
 * one sees, which a confidence interval made for one t does not allow. It is the asymptotic confidence sequence of
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence
 * sequences", Annals of Statistics 52 (2024), theorem 2.2; it needs no bound on the observations, and holds for large
 * t, as a confidence interval by the central limit theorem does.
 */
public final class ConfidenceSequence {
    /** The number of observations at which it is tightest. */
    private static final double TIGHTEST = 1_000;

    private ConfidenceSequence() {}

    /**
     * σ √(2 (tρ² + 1) / (t² ρ²) · ln(√(tρ² + 1) / α)).
     *
     * @param t observations, at least 1
     * @param deviation their sample standard deviation, σ
     * @param error α, the probability that the mean is ever off by more
     */
    public static double radius(long t, double deviation, double error) {
        double rho2 = rho2(error);
        double grown = t * rho2 + 1;
        return deviation * Math.sqrt(2 * grown / ((double) t * t * rho2) * Math.log(Math.sqrt(grown) / error));
    }

    /** The same paper's approximation of the ρ² that is best at one t: (−2 ln α + ln(1 − 2 ln α)) / t. */
    private static double rho2(double error) {
        double twice = -2 * Math.log(error);
        return (twice + Math.log(1 + twice)) / TIGHTEST;
    }
}
