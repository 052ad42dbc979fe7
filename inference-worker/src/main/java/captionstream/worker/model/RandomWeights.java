package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/** Draws fresh weights; the same seed gives the same bits on every machine, whatever the order of the parameters. */
final class RandomWeights {
    private RandomWeights() {}

    /** In native memory, which the heap limit does not bound. */
    static NDArray draw(Parameter parameter, long seed, NDManager manager) {
        try (NDArray drawn = manager.create(draw(parameter, seed), parameter.shape(), DataType.FLOAT32)) {
            return drawn.duplicate();
        }
    }

    static ByteBuffer draw(Parameter parameter, long seed) {
        int size = Math.toIntExact(parameter.shape().size());
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Math.multiplyExact(size, Float.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = bytes.asFloatBuffer();
        SplittableRandom random = new SplittableRandom(
                seed * 0x9E3779B97F4A7C15L + parameter.name().hashCode());
        for (int i = 0; i < size; i++) {
            floats.put(i, (float) sample(parameter, random));
        }
        return bytes;
    }

    private static double sample(Parameter parameter, SplittableRandom random) {
        return parameter.deviation() == 0
                ? parameter.mean()
                : random.nextGaussian(parameter.mean(), parameter.deviation());
    }
}
