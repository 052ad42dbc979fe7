package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Native memory for the pixels of a batch, filled again for the next: memory that the engine allots for pixels itself is
 * freed no sooner than Java collects its garbage. For one thread.
 */
final class PixelBuffer {
    private ByteBuffer bytes = ByteBuffer.allocateDirect(0);

    /**
     * {@code [B, 3, S, S]}, valid until the next call.
     *
     * @param images pixels {@code [3, S, S]} of each
     */
    NDArray fill(List<float[]> images, int side, NDManager manager) {
        Shape shape = new Shape(images.size(), 3, side, side);
        ByteBuffer batch = ofSize(Math.toIntExact(Float.BYTES * shape.size()));
        FloatBuffer pixels = batch.asFloatBuffer();
        images.forEach(pixels::put);
        return manager.create(batch, shape, DataType.FLOAT32);
    }

    private ByteBuffer ofSize(int size) {
        if (bytes.capacity() < size) {
            bytes = ByteBuffer.allocateDirect(size);
        }
        return bytes.slice(0, size).order(ByteOrder.nativeOrder());
    }
}
