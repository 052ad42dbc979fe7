package captionstream.worker.image;

import java.util.Arrays;

/**
 * Resamples one axis of an image, given as lines across that axis: each line of the result is a weighted sum of lines
 * of the source. The loops run along the lines, so that the compiler works on many pixels at once; a pixel is an int
 * of three samples, the first in the lowest bits.
 */
final class Resampling {
    private static final int TOGETHER = 4;

    private final AxisWeights axis;
    private final int[] first;
    private final int[] second;
    private final int[] third;

    /** @param longest of the lines, in pixels */
    Resampling(AxisWeights axis, int longest) {
        this.axis = axis;
        this.first = new int[longest];
        this.second = new int[longest];
        this.third = new int[longest];
    }

    /**
     * @param source from the axis's first source line on
     * @param length of the lines
     * @param target as many lines as the axis has outputs
     */
    void apply(int[][] source, int length, int[][] target) {
        for (int output = 0; output < axis.outputs; output++) {
            Arrays.fill(first, 0, length, AxisWeights.HALF);
            Arrays.fill(second, 0, length, AxisWeights.HALF);
            Arrays.fill(third, 0, length, AxisWeights.HALF);
            sum(source, length, output);
            pack(first, second, third, target[output], length);
        }
    }

    private void sum(int[][] source, int length, int output) {
        int line = axis.first[output] - axis.sourceStart();
        int weight = output * axis.taps;
        int end = weight + axis.count[output];
        for (; weight + TOGETHER <= end; weight += TOGETHER, line += TOGETHER) {
            addFour(first, source, line, axis.weights, weight, 0, length);
            addFour(second, source, line, axis.weights, weight, 8, length);
            addFour(third, source, line, axis.weights, weight, 16, length);
        }
        for (; weight < end; weight++, line++) {
            add(first, source[line], axis.weights[weight], 0, length);
            add(second, source[line], axis.weights[weight], 8, length);
            add(third, source[line], axis.weights[weight], 16, length);
        }
    }

    /** Four lines at once, so that the sums are fetched and stored a quarter as often. */
    private static void addFour(
            int[] sums, int[][] source, int line, int[] weights, int weight, int shift, int length) {
        int[] a = source[line];
        int[] b = source[line + 1];
        int[] c = source[line + 2];
        int[] d = source[line + 3];
        int ofA = weights[weight];
        int ofB = weights[weight + 1];
        int ofC = weights[weight + 2];
        int ofD = weights[weight + 3];
        for (int i = 0; i < length; i++) {
            sums[i] += ofA * (a[i] >> shift & 0xff)
                    + ofB * (b[i] >> shift & 0xff)
                    + ofC * (c[i] >> shift & 0xff)
                    + ofD * (d[i] >> shift & 0xff);
        }
    }

    private static void add(int[] sums, int[] line, int weight, int shift, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += weight * (line[i] >> shift & 0xff);
        }
    }

    private static void pack(int[] first, int[] second, int[] third, int[] target, int length) {
        for (int i = 0; i < length; i++) {
            target[i] = toSample(first[i]) | toSample(second[i]) << 8 | toSample(third[i]) << 16;
        }
    }

    /** A fixed-point sum as a sample, held to 0..255 without a branch or a comparison. */
    private static int toSample(int sum) {
        int value = sum >> AxisWeights.FRACTION_BITS;
        return (value | 255 - value >> 31) & ~(value >> 31) & 0xff;
    }
}
