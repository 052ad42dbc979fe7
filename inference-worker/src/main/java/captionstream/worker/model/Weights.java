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
 * Named float32 arrays under Hugging Face's names, all on one manager. Arrays read from a file are views of a
 * read-only memory map: never write into them in place, train {@link #trainable copies} instead.
 */
public final class Weights {
    private final String source;
    private final NDManager manager;
    private final Map<String, NDArray> arrays;
    private final Map<String, String> unread;

    public Weights(String source, NDManager manager, Map<String, NDArray> arrays) {
        this(source, manager, arrays, Map.of());
    }

    /** @param unread names and types of tensors that are there but no floats */
    private Weights(String source, NDManager manager, Map<String, NDArray> arrays, Map<String, String> unread) {
        this.source = source;
        this.unread = unread;
        this.manager = manager;
        this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /** @throws ModelFileException if the {@link WeightFile} is damaged or cannot be read */
    public static Weights load(Path path, NDManager manager) {
        WeightFile file = WeightFile.open(path);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        file.floatTensors().forEach(name -> arrays.put(name, file.read(name, manager)));
        return new Weights(path.toString(), manager, arrays, file.otherTensors());
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
        arrays.forEach((name, array) -> {
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
        return arrays;
    }

    public boolean has(String name) {
        return arrays.containsKey(name);
    }

    /** @throws ModelFileException if there is no such array, or it has another shape */
    public NDArray get(String name, long... shape) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw ExpectedShapes.missing(source, name, unread);
        }
        if (!array.getShape().equals(new Shape(shape))) {
            throw ExpectedShapes.another(source, name, array.getShape(), new Shape(shape));
        }
        return array;
    }

    /** The same arrays, with {@code prefix} taken off the names that start with it. */
    public Weights withoutPrefix(String prefix) {
        return new Weights(source, manager, withoutPrefix(prefix, arrays), withoutPrefix(prefix, unread));
    }

    private static <T> Map<String, T> withoutPrefix(String prefix, Map<String, T> named) {
        Map<String, T> renamed = new LinkedHashMap<>();
        named.forEach(
                (name, value) -> renamed.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, value));
        return renamed;
    }
}
