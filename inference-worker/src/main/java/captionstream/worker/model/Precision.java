package captionstream.worker.model;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The type that the layers of the transformers hold their weights in and compute in. What lies before and after them,
 * and every softmax, is float32 whatever this says. bfloat16 is missing because the engine aborts the process on it.
 */
public enum Precision {
    FLOAT32(DataType.FLOAT32),
    FLOAT16(DataType.FLOAT16);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    /** @throws IllegalArgumentException where it is neither {@code float32} nor {@code float16} */
    public static Precision named(String name) {
        return Arrays.stream(values())
                .filter(precision -> precision.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("dtype is '" + name + "': it must be " + names()
                        + (name.equals("bfloat16") ? "; this engine cannot compute in bfloat16" : "")));
    }

    private static String names() {
        return Arrays.stream(values()).map(Precision::toString).collect(Collectors.joining(" or "));
    }

    DataType type() {
        return type;
    }

    /** {@code float32} or {@code float16}. */
    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
