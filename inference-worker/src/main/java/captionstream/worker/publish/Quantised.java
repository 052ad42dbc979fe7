package captionstream.worker.publish;

import org.jspecify.annotations.Nullable;

/**
 * Six decimals, so that statistics can hold exact integers: {@code Math.round(value * 1e6)} gives the integer back for
 * every value below 10⁹.
 */
final class Quantised {
    private static final double STEPS = 1e6;

    private Quantised() {}

    /** @throws ArithmeticException where the value is not a number or infinite */
    static double quantised(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException("The model gave a score that is " + value);
        }
        // Adding 0 turns -0.0 into 0.0.
        return Math.rint(value * STEPS) / STEPS + 0.0;
    }

    static @Nullable Double quantisedOrNull(@Nullable Double value) {
        return value == null ? null : quantised(value);
    }
}
