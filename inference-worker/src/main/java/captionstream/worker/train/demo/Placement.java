package captionstream.worker.train.demo;

import java.util.Random;

/**
 * Where a drawing lies in the frame: an affine map from frame coordinates (−½ … ½, centre 0) to those of the drawing,
 * {@code (a b; c d) · (u − x, v − y)}.
 */
record Placement(double a, double b, double c, double d, double x, double y) {
    private static final double TURN_DEGREES = 9;

    static Placement random(Random random, boolean flipped) {
        double scale = Math.exp(uniform(random, Math.log(0.7), Math.log(1.15)));
        double stretch = Math.exp(uniform(random, -0.16, 0.16));
        double turn = Math.toRadians(TURN_DEGREES * Math.max(-3, Math.min(3, random.nextGaussian())));
        double shear = uniform(random, -0.12, 0.12);
        double width = (flipped ? -1 : 1) / (scale * stretch);
        double height = stretch / scale;
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double room = Math.max(0.06, (1 - scale) / 2);
        return new Placement(
                width * (cos + shear * sin),
                width * (sin - shear * cos),
                -height * sin,
                height * cos,
                uniform(random, -room, room),
                uniform(random, -room, room));
    }

    private static double uniform(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Bilinear; transparent outside the drawing. {@code result} takes red, green, blue (premultiplied), alpha in 0 … 1. */
    void sample(Picture picture, double u, double v, float[] result) {
        double column = (a * (u - x) + b * (v - y) + 0.5) * Picture.SIZE - 0.5;
        double row = (c * (u - x) + d * (v - y) + 0.5) * Picture.SIZE - 0.5;
        int left = (int) Math.floor(column);
        int top = (int) Math.floor(row);
        float right = (float) (column - left);
        float lower = (float) (row - top);
        result[0] = result[1] = result[2] = result[3] = 0;
        add(picture, left, top, (1 - right) * (1 - lower), result);
        add(picture, left + 1, top, right * (1 - lower), result);
        add(picture, left, top + 1, (1 - right) * lower, result);
        add(picture, left + 1, top + 1, right * lower, result);
    }

    private static void add(Picture picture, int column, int row, float share, float[] result) {
        if (column < 0 || row < 0 || column >= Picture.SIZE || row >= Picture.SIZE) {
            return;
        }
        int argb = picture.argb()[row * Picture.SIZE + column];
        float weight = share / 255;
        result[0] += weight * (argb >> 16 & 255);
        result[1] += weight * (argb >> 8 & 255);
        result[2] += weight * (argb & 255);
        result[3] += weight * (argb >>> 24);
    }
}
