package captionstream.worker.image;

import java.awt.image.BufferedImage;

/**
 * CLIP's own preprocessing, to the bit: the shorter side resized to the model's size with Pillow's bicubic filter, the
 * longer side's length cut to an integer and the centre cropped as torchvision does, then scaled and normalised.
 * Only the rows and columns that the crop keeps are computed. Safe for use by many threads.
 */
public final class ClipPreprocessor {
    private static final int CHANNELS = 3;
    private static final int ROWS_AT_ONCE = 128;

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
        int[][] square = new int[size][size];
        new Resampling(rows, size).apply(narrowed(rgb, columns, rows), size, square);
        return normalize(square, InterleavedRgb.isRedFirst(rgb));
    }

    private AxisWeights axis(int length, int otherLength) {
        int resized = length <= otherLength ? size : (int) ((double) ((long) size * length) / otherLength);
        return AxisWeights.bicubic(length, resized, (int) Math.rint((resized - size) / 2.0), size);
    }

    /**
     * The horizontal pass.
     *
     * @return {@code [rows needed, size]}
     */
    private int[][] narrowed(BufferedImage rgb, AxisWeights columns, AxisWeights rows) {
        byte[] samples = InterleavedRgb.samples(rgb);
        int[][] wide = new int[columns.sourceEnd() - columns.sourceStart()][ROWS_AT_ONCE];
        int[][] narrow = new int[size][ROWS_AT_ONCE];
        int[][] narrowed = new int[rows.sourceEnd() - rows.sourceStart()][size];
        Resampling resampling = new Resampling(columns, ROWS_AT_ONCE);
        for (int row = 0; row < narrowed.length; row += ROWS_AT_ONCE) {
            int count = Math.min(ROWS_AT_ONCE, narrowed.length - row);
            int firstRow = rows.sourceStart() + row;
            PixelLines.columnsOf(samples, rgb.getWidth(), firstRow, count, columns.sourceStart(), wide);
            resampling.apply(wide, count, narrow);
            PixelLines.turn(narrow, count, narrowed, row);
        }
        return narrowed;
    }

    private float[] normalize(int[][] square, boolean redFirst) {
        float[] pixels = new float[CHANNELS * size * size];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = 8 * (redFirst ? channel : CHANNELS - 1 - channel);
            for (int y = 0; y < size; y++) {
                normalize(square[y], shift, normalized[channel], pixels, (channel * size + y) * size);
            }
        }
        return pixels;
    }

    private static void normalize(int[] row, int shift, float[] table, float[] pixels, int start) {
        for (int x = 0; x < row.length; x++) {
            pixels[start + x] = table[row[x] >> shift & 0xff];
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
