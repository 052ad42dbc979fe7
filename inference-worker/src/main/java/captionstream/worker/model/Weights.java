package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named arrays under Hugging Face's names, all on one manager. float32 arrays read from a file are views of a
 * read-only memory map: never write into them in place, train {@link #trainable copies} instead.
 */
public final class Weights {
    private final String source;
    private final NDManager manager;
    private final Precision precision;
    private final Precision inLayers;
    private final Map<String, Tensor> tensors;
    private final Map<String, String> unread;

    /** Where an array comes from. */
    private interface Tensor {
        Shape shape();

        NDArray in(Precision precision);
    }

    private record InMemory(NDArray array) implements Tensor {
        @Override
        public Shape shape() {
            return array.getShape();
        }

        @Override
        public NDArray in(Precision precision) {
            return array;
        }
    }

    private record InFile(WeightFile file, String name, NDManager manager) implements Tensor {
        @Override
        public Shape shape() {
            return file.shape(name);
        }

        @Override
        public NDArray in(Precision precision) {
            return file.read(name, precision, manager);
        }
    }

    /** @param unread names and types of tensors that are there but no floats */
    private Weights(
            String source,
            NDManager manager,
            Precision precision,
            Precision inLayers,
            Map<String, Tensor> tensors,
            Map<String, String> unread) {
        this.source = source;
        this.unread = unread;
        this.manager = manager;
        this.precision = precision;
        this.inLayers = inLayers;
        this.tensors = tensors;
    }

    /** Arrays in memory, all of them float32. */
    public Weights(String source, NDManager manager, Map<String, NDArray> arrays) {
        this(source, manager, Precision.FLOAT32, Precision.FLOAT32, new LinkedHashMap<>(), Map.of());
        arrays.forEach((name, array) -> tensors.put(name, new InMemory(array)));
    }

    /** @throws ModelFileException if the {@link WeightFile} is damaged or cannot be read */
    public static Weights load(Path path, NDManager manager) {
        return load(path, manager, Precision.FLOAT32);
    }

    /**
     * A tensor is read when it is asked for.
     *
     * @param inLayers of {@link #inLayers()}; the others are float32
     * @throws ModelFileException if the {@link WeightFile} is damaged or cannot be read
     */
    public static Weights load(Path path, NDManager manager, Precision inLayers) {
        WeightFile file = WeightFile.open(path);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        file.floatTensors().forEach(name -> tensors.put(name, new InFile(file, name, manager)));
        return new Weights(path.toString(), manager, Precision.FLOAT32, inLayers, tensors, file.otherTensors());
    }

    /** Fresh weights as Hugging Face would draw them; the same seed gives the same bits. */
    public static Weights random(List<Parameter> parameters, long seed, NDManager manager) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            arrays.put(parameter.name(), RandomWeights.draw(parameter, seed, manager));
        }
        return new Weights("random weights", manager, arrays);
    }

    /** Writable copies of all arrays on another manager, every one of them requiring a gradient. */
    public Weights trainable(NDManager target) {
        Map<String, NDArray> copies = new LinkedHashMap<>();
        asMap().forEach((name, array) -> {
            NDArray copy = target.zeros(array.getShape()).addi(array);
            copy.setRequiresGradient(true);
            copies.put(name, copy);
        });
        return new Weights(source, target, copies);
    }

    public NDManager manager() {
        return manager;
    }

    public Map<String, NDArray> asMap() {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> arrays.put(name, tensor.in(precision)));
        return Collections.unmodifiableMap(arrays);
    }

    /** @throws ModelFileException if there is no such array, or it has another shape or cannot be read */
    public NDArray get(String name, long... shape) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw ExpectedShapes.missing(source, name, unread);
        }
        if (!tensor.shape().equals(new Shape(shape))) {
            throw ExpectedShapes.another(source, name, tensor.shape(), new Shape(shape));
        }
        return tensor.in(precision);
    }

    /** The same, with {@code prefix} taken off the names that start with it. */
    public Weights withoutPrefix(String prefix) {
        return new Weights(
                source, manager, precision, inLayers, withoutPrefix(prefix, tensors), withoutPrefix(prefix, unread));
    }

    private static <T> Map<String, T> withoutPrefix(String prefix, Map<String, T> named) {
        Map<String, T> renamed = new LinkedHashMap<>();
        named.forEach(
                (name, value) -> renamed.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, value));
        return renamed;
    }

    /** The same, for the inside of a transformer. */
    Weights inLayers() {
        return new Weights(source, manager, inLayers, inLayers, tensors, unread);
    }

    Precision precision() {
        return precision;
    }
}
