package captionstream.worker.train.demo;

import captionstream.worker.image.ImageSpec;
import java.util.Random;

/**
 * Draws a picture as it might look elsewhere: moved, turned, stretched, recoloured, blurred, partly hidden, on some
 * background. The same random state gives the same pixels.
 */
final class Augmentation {
    private static final double FLIP = 0.5;
    private static final double BLUR = 0.2;
    private static final double HIDE = 0.2;
    private static final double NOISE = 0.2;

    private final ImageSpec spec;

    Augmentation(ImageSpec spec) {
        this.spec = spec;
    }

    /** @return 3 × size × size normalised pixels, planes first, as CLIP takes them */
    float[] apply(Picture picture, Random random) {
        int size = spec.size();
        Placement placement = Placement.random(random, random.nextDouble() < FLIP);
        Recolouring colours = Recolouring.random(random);
        Background background = Background.random(random);
        float[] pixels = new float[3 * size * size];
        float[] sample = new float[4];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double u = (x + 0.5) / size - 0.5;
                double v = (y + 0.5) / size - 0.5;
                placement.sample(picture, u, v, sample);
                colours.apply(sample);
                for (int c = 0; c < 3; c++) {
                    pixels[(c * size + y) * size + x] = sample[c] + (1 - sample[3]) * background.at(c, u, v);
                }
            }
        }
        if (random.nextDouble() < BLUR) {
            pixels = blurred(pixels, size);
        }
        if (random.nextDouble() < HIDE) {
            hide(pixels, size, random);
        }
        return normalised(pixels, random.nextDouble() < NOISE ? 0.06f * random.nextFloat() : 0, random);
    }

    /** A 3 × 3 box, edges repeated. */
    private static float[] blurred(float[] pixels, int size) {
        float[] soft = new float[pixels.length];
        for (int row = 0; row < 3 * size; row++) {
            int plane = row / size * size;
            for (int x = 0; x < size; x++) {
                float sum = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    int y = plane + Math.min(size - 1, Math.max(0, row - plane + dy));
                    for (int dx = -1; dx <= 1; dx++) {
                        sum += pixels[y * size + Math.min(size - 1, Math.max(0, x + dx))];
                    }
                }
                soft[row * size + x] = sum / 9;
            }
        }
        return soft;
    }

    private static void hide(float[] pixels, int size, Random random) {
        int width = 4 + random.nextInt(size / 3);
        int height = 4 + random.nextInt(size / 3);
        int left = random.nextInt(size - width);
        int top = random.nextInt(size - height);
        for (int c = 0; c < 3; c++) {
            float colour = random.nextFloat();
            for (int y = top; y < top + height; y++) {
                for (int x = left; x < left + width; x++) {
                    pixels[(c * size + y) * size + x] = colour;
                }
            }
        }
    }

    private float[] normalised(float[] pixels, float noise, Random random) {
        int plane = spec.size() * spec.size();
        for (int i = 0; i < pixels.length; i++) {
            int c = i / plane;
            float grain = noise == 0 ? 0 : noise * (float) random.nextGaussian();
            pixels[i] = (Math.min(1, Math.max(0, pixels[i] + grain)) - spec.mean()[c]) / spec.std()[c];
        }
        return pixels;
    }
}
