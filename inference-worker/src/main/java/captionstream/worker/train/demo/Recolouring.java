package captionstream.worker.train.demo;

import java.util.Random;

/**
 * A linear change of colours: hue, saturation, contrast and brightness as one 3 × 4 matrix over red, green, blue and
 * alpha, so that it holds for premultiplied colours.
 */
record Recolouring(float[] matrix) {
    private static final double GREY = 0.08;
    private static final float[] LUMA = {0.299f, 0.587f, 0.114f};

    static Recolouring random(Random random) {
        double saturation = random.nextDouble() < GREY ? 0 : Math.exp(0.35 * random.nextGaussian());
        double hue = Math.toRadians(9 * random.nextGaussian());
        double contrast = Math.exp(0.2 * random.nextGaussian());
        double brightness = 0.1 * random.nextGaussian();
        return of(saturation, hue, contrast, brightness);
    }

    /**
     * @param hue turn of the colours about the grey axis, in radians
     * @param contrast factor about mid-grey
     * @param brightness added to each channel, which runs from 0 to 1
     */
    static Recolouring of(double saturation, double hue, double contrast, double brightness) {
        double cos = Math.cos(hue);
        double along = (1 - cos) / 3;
        double across = Math.sin(hue) / Math.sqrt(3);
        float[] matrix = new float[12];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double turn = along + (row == column ? cos : ((row - column + 3) % 3 == 1 ? across : -across));
                matrix[row * 4 + column] = (float) (contrast * (saturation * turn + (1 - saturation) * LUMA[column]));
            }
            matrix[row * 4 + 3] = (float) (0.5 * (1 - contrast) + brightness);
        }
        return new Recolouring(matrix);
    }

    /** In place on red, green, blue (premultiplied) and alpha. */
    void apply(float[] rgba) {
        float red = rgba[0];
        float green = rgba[1];
        float blue = rgba[2];
        float alpha = rgba[3];
        for (int c = 0; c < 3; c++) {
            float value = matrix[c * 4] * red
                    + matrix[c * 4 + 1] * green
                    + matrix[c * 4 + 2] * blue
                    + matrix[c * 4 + 3] * alpha;
            rgba[c] = Math.min(alpha, Math.max(0, value));
        }
    }
}
