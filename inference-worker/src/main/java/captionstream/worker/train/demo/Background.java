package captionstream.worker.train.demo;

import java.util.Random;

/** What lies behind a drawing: one colour, or a change from one colour to another across the frame. */
record Background(float[] centre, float[] acrossX, float[] acrossY) {
    private static final float[] NONE = new float[3];

    static Background random(Random random) {
        double kind = random.nextDouble();
        if (kind < 0.55) {
            return plain(1, 1, 1);
        }
        if (kind < 0.62) {
            return plain(0, 0, 0);
        }
        Background colour = plain(random.nextFloat(), random.nextFloat(), random.nextFloat());
        return kind < 0.8 ? colour : new Background(colour.centre, slope(random), slope(random));
    }

    static Background plain(float red, float green, float blue) {
        return new Background(new float[] {red, green, blue}, NONE, NONE);
    }

    private static float[] slope(Random random) {
        return new float[] {random.nextFloat() - 0.5f, random.nextFloat() - 0.5f, random.nextFloat() - 0.5f};
    }

    float at(int channel, double u, double v) {
        float value = centre[channel] + (float) (u * acrossX[channel] + v * acrossY[channel]);
        return Math.min(1, Math.max(0, value));
    }
}
