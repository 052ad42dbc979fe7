package captionstream.worker.image;

/** Luma, chroma and black to inks with libjpeg's own integers (jdcolor.c: 16 fractional bits). */
final class YccConversion {
    private static final int FRACTION_BITS = 16;
    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private static final int[] RED_OF_CR = table(1.40200, HALF, FRACTION_BITS);
    private static final int[] BLUE_OF_CB = table(1.77200, HALF, FRACTION_BITS);
    private static final int[] GREEN_OF_CR = table(-0.71414, 0, 0);
    private static final int[] GREEN_OF_CB = table(-0.34414, HALF, 0);

    private YccConversion() {}

    /** Converts in place; black is kept as it is. */
    static byte[] toCmyk(byte[] samples) {
        for (int i = 0; i < samples.length; i += 4) {
            int y = samples[i] & 0xff;
            int cb = samples[i + 1] & 0xff;
            int cr = samples[i + 2] & 0xff;
            samples[i] = clamped(255 - y - RED_OF_CR[cr]);
            samples[i + 1] = clamped(255 - y - (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> FRACTION_BITS));
            samples[i + 2] = clamped(255 - y - BLUE_OF_CB[cb]);
        }
        return samples;
    }

    private static int[] table(double factor, int rounding, int shift) {
        int fixed = (int) Math.floor(Math.abs(factor) * (1 << FRACTION_BITS) + 0.5) * (factor < 0 ? -1 : 1);
        int[] table = new int[256];
        for (int chroma = 0; chroma < 256; chroma++) {
            table[chroma] = fixed * (chroma - 128) + rounding >> shift;
        }
        return table;
    }

    private static byte clamped(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
