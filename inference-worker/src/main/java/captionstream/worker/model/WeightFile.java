package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Named tensors on disk, in any of the forms in which Hugging Face publishes weights. Nothing is loaded yet. */
public interface WeightFile {
    /** Looked for in this order. */
    List<String> NAMES = List.of("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin");

    /** The longest index of shards that is read, in bytes. */
    int MAX_INDEX = 4_000_000;

    /** The first of {@link #NAMES} in the folder; the first of all where there is none. */
    static Path in(Path folder) {
        return NAMES.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(folder.resolve(NAMES.get(0)));
    }

    /** @throws ModelFileException if the file, or one that it names, is missing or not sound */
    static WeightFile open(Path path) {
        String name = path.toString();
        if (name.endsWith(".index.json")) {
            return ShardedSafetensors.open(path);
        }
        return name.endsWith(".bin") ? TorchCheckpoint.open(path) : Safetensors.open(path);
    }

    /** All files that the tensors are read from, in an order that depends on nothing but their content. */
    List<Path> files();

    /**
     * Files beside an index that it says the tensors are in.
     *
     * @throws ModelFileException if it is no index, or names what is no safetensors file beside it
     */
    static Set<String> shardsOf(Path index) {
        return ShardedSafetensors.shardsOf(index);
    }

    /** Names of the float tensors; others, such as masks and position ids, are constants of the model. */
    List<String> floatTensors();

    /** Names and types of the tensors that are not read. */
    Map<String, String> otherTensors();

    /** @throws ModelFileException naming the first tensor that is missing or of another shape or type */
    default void requireShapes(List<Parameter> parameters) {
        new ExpectedShapes(this).require(parameters);
    }

    /** @throws ModelFileException if there is no such float tensor */
    Shape shape(String name);

    /**
     * The tensor as float32.
     *
     * @throws ModelFileException if there is no such float tensor, or it cannot be read
     */
    NDArray read(String name, NDManager manager);

    /**
     * The tensor in that precision. While it is converted, it alone is held in two.
     *
     * @throws ModelFileException also where a value is beyond the precision's range
     */
    default NDArray read(String name, Precision precision, NDManager manager) {
        NDArray exact = read(name, manager);
        if (precision == Precision.FLOAT32) {
            return exact;
        }
        try (exact) {
            NDArray rounded = exact.toType(precision.type(), true);
            requireFinite(name, precision, rounded);
            return rounded;
        }
    }

    private void requireFinite(String name, Precision precision, NDArray rounded) {
        try (NDArray infinite = rounded.isInfinite();
                NDArray any = infinite.any()) {
            if (any.getBoolean()) {
                throw new ModelFileException(
                        files().get(0).toString(),
                        "tensor " + name + " has values beyond the range of " + precision + ": use --dtype float32");
            }
        }
    }
}
