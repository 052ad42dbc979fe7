package captionstream.benchmarks.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Torch;

/** What the engine makes of products of square matrices: the yardstick beside every comparison of models. */
final class MatrixRate {
    private static final int PRODUCTS = 10;

    private MatrixRate() {}

    /** Billions of floating-point operations a second. */
    static double gflops(int size) {
        try (NDManager manager = Torch.newManager("cpu")) {
            NDArray a = manager.randomNormal(0, 1, new Shape(size, size), DataType.FLOAT32);
            NDArray b = manager.randomNormal(0, 1, new Shape(size, size), DataType.FLOAT32);
            a.matMul(b).close();
            long started = System.nanoTime();
            for (int i = 0; i < PRODUCTS; i++) {
                a.matMul(b).close();
            }
            return PRODUCTS * 2.0 * size * size * size / (System.nanoTime() - started);
        }
    }
}
