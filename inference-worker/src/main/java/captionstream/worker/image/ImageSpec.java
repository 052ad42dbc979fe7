package captionstream.worker.image;

import java.util.Arrays;

/**
 * What an image tower expects: squares of {@code size} pixels, each channel scaled to 0..1, less {@code mean}, divided
 * by {@code std} (both in the order red, green, blue).
 */
public record ImageSpec(int size, float[] mean, float[] std) {
    public ImageSpec {
        if (size < 1 || size > 4096) {
            throw new IllegalArgumentException("image size must be 1 to 4096 pixels, but is " + size);
        }
        mean = checked("image mean", mean);
        std = checked("image std", std);
        for (float deviation : std) {
            if (deviation <= 0) {
                throw new IllegalArgumentException("image std must be positive, but is " + Arrays.toString(std));
            }
        }
    }

    @Override
    public float[] mean() {
        return mean.clone();
    }

    @Override
    public float[] std() {
        return std.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageSpec spec
                && size == spec.size
                && Arrays.equals(mean, spec.mean)
                && Arrays.equals(std, spec.std);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * size + Arrays.hashCode(mean)) + Arrays.hashCode(std);
    }

    @Override
    public String toString() {
        return "ImageSpec[size=" + size + ", mean=" + Arrays.toString(mean) + ", std=" + Arrays.toString(std) + "]";
    }

    private static float[] checked(String setting, float[] values) {
        if (values.length != 3) {
            throw new IllegalArgumentException(setting + " must have 3 values, but has " + values.length);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(setting + " must be finite, but is " + Arrays.toString(values));
            }
        }
        return values.clone();
    }
}
