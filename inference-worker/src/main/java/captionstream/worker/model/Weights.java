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

    public Weights(String source, NDManager manager, Map<String, NDArray> arrays) {
        this.source = source;
        this.manager = manager;
        this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    /** @throws ModelFileException if the {@link WeightFile} is damaged or cannot be read */
    public static Weights load(Path path, NDManager manager) {
        WeightFile file = WeightFile.open(path);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        file.floatTensors().forEach(name -> arrays.put(name, file.read(name, manager)));
        return new Weights(path.toString(), manager, arrays);
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

    /** @throws ModelFileException if there is no such array, or it has another shape */
    public NDArray get(String name, long... shape) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new ModelFileException(source, "tensor " + name + " is missing");
        }
        if (!array.getShape().equals(new Shape(shape))) {
            throw new ModelFileException(
                    source,
                    "tensor " + name + " has shape " + array.getShape() + " where the config asks for "
                            + new Shape(shape));
        }
        return array;
    }

    /** The same arrays, with {@code prefix} taken off the names that start with it. */
    public Weights withoutPrefix(String prefix) {
        Map<String, NDArray> renamed = new LinkedHashMap<>();
        arrays.forEach(
                (name, array) -> renamed.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, array));
        return new Weights(source, manager, renamed);
    }
}
