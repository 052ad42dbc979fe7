package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that a reference describes instead of storing them: {@code parity/seeded.py} says how a name, a mean and a
 * step give the numbers, and draws the same to the bit. Names are {@code case/file/tensor}.
 */
public final class SeededWeights {
    private final String source;
    private final List<Tensor> tensors;

    private SeededWeights(String source, List<Tensor> tensors) {
        this.source = source;
        this.tensors = tensors;
    }

    public static SeededWeights read(Path weightsCsv) {
        try {
            List<Tensor> tensors = Files.readAllLines(weightsCsv).stream()
                    .skip(1)
                    .map(Tensor::parse)
                    .toList();
            return new SeededWeights(weightsCsv.toString(), tensors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All tensors of a file, such as {@code clip}. */
    public Weights weights(String file, NDManager manager) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        tensors.stream()
                .filter(tensor -> tensor.file().equals(file))
                .forEach(tensor -> arrays.put(tensor.name(), tensor.draw(manager)));
        return new Weights(source, manager, arrays);
    }

    record Tensor(String key, Shape shape, float mean, float step) {
        private static final long GOLDEN = 0x9E3779B97F4A7C15L;

        static Tensor parse(String line) {
            String[] cells = line.split(",");
            long[] shape = cells[1].isEmpty()
                    ? new long[0]
                    : Arrays.stream(cells[1].split("x"))
                            .mapToLong(Long::parseLong)
                            .toArray();
            return new Tensor(cells[0], new Shape(shape), (float) Double.parseDouble(cells[2]), (float)
                    Double.parseDouble(cells[3]));
        }

        String file() {
            return key.split("/", 3)[1];
        }

        String name() {
            return key.split("/", 3)[2];
        }

        NDArray draw(NDManager manager) {
            int size = Math.toIntExact(shape.size());
            ByteBuffer bytes = ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder());
            FloatBuffer floats = bytes.asFloatBuffer();
            long hash = hash();
            for (int i = 0; i < size; i++) {
                int m = (int) (mix(hash + (i + 1) * GOLDEN) >>> 40) - (1 << 23);
                floats.put(i, mean + step * m);
            }
            return Torch.owned(manager.create(bytes, shape, DataType.FLOAT32));
        }

        private long hash() {
            long hash = 0xCBF29CE484222325L;
            for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * 0x100000001B3L;
            }
            return hash;
        }

        private static long mix(long z) {
            long once = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
            return twice ^ (twice >>> 31);
        }
    }
}
