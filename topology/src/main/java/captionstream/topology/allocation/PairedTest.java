package captionstream.topology.allocation;

/**
 * When a prompt counts as worse than another: when the mean difference of their CLIP scores on the same images is
 * beyond its {@link ConfidenceSequence}. That two scores are of one image takes out what the image itself contributes.
 *
 * <p>Successive elimination is that of Even-Dar, Mannor and Mansour, "Action Elimination and Stopping Conditions for
 * the Multi-Armed Bandit and Reinforcement Learning Problems", Journal of Machine Learning Research 7 (2006), with this
 * radius in the place of Hoeffding's: scores in [−100, 100] would make that one useless.
 */
public final class PairedTest {
    /** The probability that a prompt is ever found worse than one that it is not worse than, over all pairs. */
    private static final double ERROR = 0.05;

    /** Below it the central limit theorem is not to be relied on. */
    static final long FEWEST_IMAGES = 100;

    private PairedTest() {}

    /**
     * How far apart two means must be; infinite while too few images have both.
     *
     * @param prompts that are compared, each with each
     */
    public static double radius(long images, double deviation, int prompts) {
        double pairs = prompts * (prompts - 1) / 2.0;
        return images < FEWEST_IMAGES
                ? Double.POSITIVE_INFINITY
                : ConfidenceSequence.radius(images, deviation, ERROR / Math.max(1, pairs));
    }
}
