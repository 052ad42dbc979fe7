package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code pytorch_model.bin}, as older repositories publish weights, read without executing anything in it. */
final class TorchCheckpoint implements WeightFile {
    private final Path path;
    private final Checkpoint checkpoint;

    private TorchCheckpoint(Path path, Checkpoint checkpoint) {
        this.path = path;
        this.checkpoint = checkpoint;
    }

    static TorchCheckpoint open(Path path) {
        try {
            return new TorchCheckpoint(path, Checkpoint.open(path));
        } catch (IOException e) {
            throw new ModelFileException(path.toString(), e.getMessage(), e);
        }
    }

    @Override
    public List<Path> files() {
        return List.of(path);
    }

    @Override
    public List<String> floatTensors() {
        return checkpoint.floatTensors();
    }

    @Override
    public Map<String, String> otherTensors() {
        return checkpoint.otherTensors();
    }

    @Override
    public Shape shape(String name) {
        requireFloat(name);
        return new Shape(checkpoint.shape(name));
    }

    @Override
    public NDArray read(String name, NDManager manager) {
        requireFloat(name);
        try {
            ByteBuffer data = checkpoint.read(name);
            ByteBuffer floats = HalfFloats.widened(data, checkpoint.type(name).name());
            NDArray array = manager.create(floats, shape(name), DataType.FLOAT32);
            return data.isReadOnly() && floats == data ? array : Safetensors.inNativeMemory(array);
        } catch (IOException | ArithmeticException e) {
            throw new ModelFileException(path.toString(), "tensor " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireFloat(String name) {
        if (!checkpoint.has(name) || !checkpoint.type(name).isFloat()) {
            throw new ModelFileException(path.toString(), "tensor " + name + " is missing or not of a float type");
        }
    }
}
