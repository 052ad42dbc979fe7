package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes float32 safetensors files, one tensor in memory at a time, appearing under their name only when whole. */
public final class SafetensorsWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private SafetensorsWriter() {}

    public static void write(Path path, Map<String, NDArray> arrays) {
        List<Tensor> tensors = new ArrayList<>();
        arrays.forEach((name, array) -> tensors.add(new Tensor(name, array.getShape(), () -> bytes(name, array))));
        writeTensors(path, tensors);
    }

    /** Fresh weights for the parameters, drawn while writing. */
    public static void writeRandom(Path path, List<Parameter> parameters, long seed) {
        writeTensors(
                path,
                parameters.stream()
                        .map(p -> new Tensor(p.name(), p.shape(), () -> RandomWeights.draw(p, seed)))
                        .toList());
    }

    private record Tensor(String name, Shape shape, Supplier<ByteBuffer> data) {}

    private static void writeTensors(Path path, List<Tensor> tensors) {
        Path unfinished = path.resolveSibling(path.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeFully(channel, header(tensors));
                for (Tensor tensor : tensors) {
                    writeFully(channel, tensor.data().get());
                }
                channel.force(true);
            }
            Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    private static ByteBuffer header(List<Tensor> tensors) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.putObject("__metadata__").put("format", "pt");
        long offset = 0;
        for (Tensor tensor : tensors) {
            ObjectNode entry = header.putObject(tensor.name()).put("dtype", "F32");
            for (long dimension : tensor.shape().getShape()) {
                entry.withArray("shape").add(dimension);
            }
            entry.withArray("shape");
            long end = offset + Float.BYTES * tensor.shape().size();
            entry.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8;
        ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(padded).put(json);
        bytes.put(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
        return bytes.flip();
    }

    private static ByteBuffer bytes(String name, NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException("tensor " + name + " is " + array.getDataType() + ", not float32");
        }
        return array.toByteBuffer();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
