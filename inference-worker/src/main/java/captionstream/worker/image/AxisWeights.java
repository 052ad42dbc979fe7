package captionstream.worker.image;

/**
 * The fixed-point weights that resample one axis of an image as Pillow does (libImaging/Resample.c: antialiased
 * bicubic, a = -0.5, 22 fractional bits), for the stretch of the output that a crop keeps.
 */
final class AxisWeights {
    static final int FRACTION_BITS = 22;
    static final int HALF = 1 << (FRACTION_BITS - 1);

    private static final double SUPPORT = 2.0;

    final int outputs;
    final int taps;
    /** For each output the first source index it draws on. */
    final int[] first;
    /** For each output how many source values it draws on, at most {@code taps}. */
    final int[] count;
    /** {@code [outputs, taps]} */
    final int[] weights;

    private AxisWeights(int outputs, int taps) {
        this.outputs = outputs;
        this.taps = taps;
        this.first = new int[outputs];
        this.count = new int[outputs];
        this.weights = new int[outputs * taps];
    }

    /** Weights for outputs {@code from} to {@code from + outputs - 1} of an axis resized from one length to another. */
    static AxisWeights bicubic(int sourceLength, int resizedLength, int from, int outputs) {
        double scale = (double) sourceLength / resizedLength;
        double filterScale = Math.max(scale, 1.0);
        double support = SUPPORT * filterScale;
        AxisWeights axis = new AxisWeights(outputs, (int) Math.ceil(support) * 2 + 1);
        double[] taps = new double[axis.taps];
        for (int i = 0; i < outputs; i++) {
            double center = (from + i + 0.5) * scale;
            int first = Math.max((int) (center - support + 0.5), 0);
            int count = Math.min((int) (center + support + 0.5), sourceLength) - first;
            axis.first[i] = first;
            axis.count[i] = count;
            double sum = 0;
            for (int t = 0; t < count; t++) {
                taps[t] = cubic((t + first - center + 0.5) * (1.0 / filterScale));
                sum += taps[t];
            }
            for (int t = 0; t < count; t++) {
                axis.weights[i * axis.taps + t] = toFixed(sum == 0 ? taps[t] : taps[t] / sum);
            }
        }
        return axis;
    }

    /** The first source index that any output draws on. */
    int sourceStart() {
        return first[0];
    }

    /** One past the last source index that any output draws on. */
    int sourceEnd() {
        return first[outputs - 1] + count[outputs - 1];
    }

    private static double cubic(double distance) {
        double x = Math.abs(distance);
        if (x < 1.0) {
            return (1.5 * x - 2.5) * x * x + 1;
        }
        return x < 2.0 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0.0;
    }

    private static int toFixed(double weight) {
        return (int) ((weight < 0 ? -0.5 : 0.5) + weight * (1 << FRACTION_BITS));
    }
}
