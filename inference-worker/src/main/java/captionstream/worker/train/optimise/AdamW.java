package captionstream.worker.train.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101), as {@code torch.optim.AdamW} does
 * it, the gradient first shortened to at most a given length.
 */
final class AdamW {
    private static final double EPSILON = 1e-8;

    private final double beta1;
    private final double beta2;
    private final double decay;
    private final double longestGradient;
    private final NDArray values;
    private final NDArray decayMask;
    private final NDArray mean;
    private final NDArray square;
    private int steps;

    /** @param decayMask 1 where {@code decay} applies, 0 elsewhere; on the manager where the state is to live */
    AdamW(NDArray values, NDArray decayMask, double beta1, double beta2, double decay, double longestGradient) {
        this(values, decayMask, Moments.none(decayMask), beta1, beta2, decay, longestGradient);
    }

    /** Goes on where another has stopped. */
    AdamW(
            NDArray values,
            NDArray decayMask,
            Moments moments,
            double beta1,
            double beta2,
            double decay,
            double longestGradient) {
        this.values = values;
        this.decayMask = decayMask;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.decay = decay;
        this.longestGradient = longestGradient;
        this.mean = moments.mean();
        this.square = moments.square();
        this.steps = moments.steps();
    }

    /** Updates the values in place; the gradient is used up. */
    void step(NDArray gradient, double rate) {
        steps++;
        try (NDManager scratch = gradient.getManager().newSubManager()) {
            gradient.tempAttach(scratch);
            double length = gradient.norm().getFloat();
            gradient.muli(Math.min(1, longestGradient / (length + 1e-6)));
            mean.muli(beta1).addi(gradient.mul(1 - beta1));
            square.muli(beta2).addi(gradient.square().muli(1 - beta2));
            double correction1 = 1 - Math.pow(beta1, steps);
            double correction2 = 1 - Math.pow(beta2, steps);
            NDArray root = inScratch(square, scratch)
                    .sqrt()
                    .muli(1 / Math.sqrt(correction2))
                    .addi(EPSILON);
            NDArray keep = inScratch(decayMask, scratch).mul(-decay * rate).addi(1);
            values.muli(keep).subi(inScratch(mean, scratch).div(root).muli(rate / correction1));
        }
    }

    /** A second handle on the array, so that what is computed from it is freed with {@code scratch}. */
    private static NDArray inScratch(NDArray array, NDManager scratch) {
        NDArray handle = array.reshape(array.getShape());
        handle.attach(scratch);
        return handle;
    }
}
