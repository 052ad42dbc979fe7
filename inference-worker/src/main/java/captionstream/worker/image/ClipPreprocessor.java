package captionstream.worker.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/**
 * CLIP's own preprocessing, to the bit: the shorter side resized to the model's size with Pillow's bicubic filter, the
 * longer side's length cut to an integer and the centre cropped as torchvision does, then scaled and normalised.
 * Only the rows and columns that the crop keeps are computed. Safe for use by many threads.
 */
public final class ClipPreprocessor {
    private static final int CHANNELS = 3;
    private static final int BOTH_HALVES_SHIFT = 32;
    private static final long HALF_IN_BOTH = AxisWeights.HALF | (long) AxisWeights.HALF << BOTH_HALVES_SHIFT;

    private final int size;
    private final float[][] normalized;

    public ClipPreprocessor(ImageSpec spec) {
        this.size = spec.size();
        this.normalized = normalized(spec.mean(), spec.std());
    }

    /**
     * @return {@code [3, size, size]}, red first
     */
    public float[] pixels(BufferedImage image) {
        BufferedImage rgb = RgbConversion.toRgb(image);
        AxisWeights columns = axis(rgb.getWidth(), rgb.getHeight());
        AxisWeights rows = axis(rgb.getHeight(), rgb.getWidth());
        return resizeRows(resizeColumns(rgb, columns, rows.sourceStart(), rows.sourceEnd()), rows);
    }

    private AxisWeights axis(int length, int otherLength) {
        int resized = length <= otherLength ? size : (int) ((double) ((long) size * length) / otherLength);
        return AxisWeights.bicubic(length, resized, (int) Math.rint((resized - size) / 2.0), size);
    }

    /**
     * The horizontal pass. Two rows are computed at once, one in each half of a long: a fixed-point sum stays within 32
     * bits, so that neither half can disturb the other by more than the borrow which {@link #upper} takes back.
     *
     * @return {@code [lastRow - firstRow, size * 3]}, samples of 0..255
     */
    private int[][] resizeColumns(BufferedImage rgb, AxisWeights columns, int firstRow, int lastRow) {
        byte[] samples = ((DataBufferByte) rgb.getRaster().getDataBuffer()).getData();
        int stride = rgb.getWidth() * CHANNELS;
        int begin = columns.sourceStart() * CHANNELS;
        int[][] resized = new int[lastRow - firstRow][size * CHANNELS];
        long[] pair = new long[columns.sourceEnd() * CHANNELS - begin];
        for (int y = firstRow; y < lastRow; y += 2) {
            int second = Math.min(y + 1, lastRow - 1);
            packRows(samples, y * stride + begin, second * stride + begin, pair);
            resizePair(pair, columns, resized[y - firstRow], resized[second - firstRow]);
        }
        return resized;
    }

    private static void packRows(byte[] samples, int lower, int upper, long[] pair) {
        for (int i = 0; i < pair.length; i++) {
            pair[i] = samples[lower + i] & 0xff | (long) (samples[upper + i] & 0xff) << BOTH_HALVES_SHIFT;
        }
    }

    private static void resizePair(long[] pair, AxisWeights columns, int[] lower, int[] upper) {
        int offset = columns.sourceStart();
        for (int x = 0; x < columns.outputs; x++) {
            long sum0 = HALF_IN_BOTH;
            long sum1 = HALF_IN_BOTH;
            long sum2 = HALF_IN_BOTH;
            int source = (columns.first[x] - offset) * CHANNELS;
            int tap = x * columns.taps;
            for (int end = tap + columns.count[x]; tap < end; tap++, source += CHANNELS) {
                long weight = columns.weights[tap];
                sum0 += weight * pair[source];
                sum1 += weight * pair[source + 1];
                sum2 += weight * pair[source + 2];
            }
            int out = x * CHANNELS;
            lower[out] = AxisWeights.toSample((int) sum0);
            lower[out + 1] = AxisWeights.toSample((int) sum1);
            lower[out + 2] = AxisWeights.toSample((int) sum2);
            upper[out] = AxisWeights.toSample(upper(sum0));
            upper[out + 1] = AxisWeights.toSample(upper(sum1));
            upper[out + 2] = AxisWeights.toSample(upper(sum2));
        }
    }

    private static int upper(long sums) {
        return (int) ((sums - (int) sums) >> BOTH_HALVES_SHIFT);
    }

    /** The vertical pass, and normalisation. */
    private float[] resizeRows(int[][] source, AxisWeights rows) {
        float[] pixels = new float[CHANNELS * size * size];
        int[] sums = new int[size * CHANNELS];
        for (int y = 0; y < size; y++) {
            Arrays.fill(sums, AxisWeights.HALF);
            int first = rows.first[y] - rows.sourceStart();
            for (int t = 0; t < rows.count[y]; t++) {
                addScaled(sums, source[first + t], rows.weights[y * rows.taps + t]);
            }
            normalize(sums, pixels, y * size);
        }
        return pixels;
    }

    private static void addScaled(int[] sums, int[] row, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * row[i];
        }
    }

    private void normalize(int[] blueGreenRed, float[] pixels, int start) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            float[] table = normalized[channel];
            int out = channel * size * size + start;
            for (int i = CHANNELS - 1 - channel; i < blueGreenRed.length; i += CHANNELS) {
                pixels[out++] = table[AxisWeights.toSample(blueGreenRed[i])];
            }
        }
    }

    /** {@code [3, 256]}, in single precision and in the order of operations of torchvision. */
    private static float[][] normalized(float[] mean, float[] std) {
        float[][] table = new float[CHANNELS][256];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int sample = 0; sample < 256; sample++) {
                table[channel][sample] = (sample / 255f - mean[channel]) / std[channel];
            }
        }
        return table;
    }
}
