package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the safetensors format: an 8-byte header length, a JSON header, then the raw little-endian data. Everything
 * the header says is checked against the size of the file before anything is allocated from it; as the format
 * demands, the tensors must cover the data exactly, without holes or overlaps.
 */
public final class Safetensors implements WeightFile {
    /** The largest published models of these kinds, of 600 tensors, take 100 kB. */
    private static final long MAX_HEADER = 4_000_000;

    private final Path path;
    private final long dataStart;
    private final Map<String, TensorEntry> entries;

    private Safetensors(Path path, long dataStart, Map<String, TensorEntry> entries) {
        this.path = path;
        this.dataStart = dataStart;
        this.entries = entries;
    }

    /** @throws ModelFileException if the file cannot be read or its header is not sound */
    public static Safetensors open(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new ModelFileException(path.toString(), "is no file");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long headerSize = headerSize(path, channel);
            JsonNode header = JsonFile.parse(read(channel, 8, (int) headerSize).array());
            long dataStart = 8 + headerSize;
            return new Safetensors(path, dataStart, entries(path.toString(), header, channel.size() - dataStart));
        } catch (IOException e) {
            throw new ModelFileException(path.toString(), "cannot be read as safetensors: " + reason(e), e);
        }
    }

    @Override
    public List<Path> files() {
        return List.of(path);
    }

    Set<String> tensors() {
        return entries.keySet();
    }

    @Override
    public List<String> floatTensors() {
        return entries.values().stream()
                .filter(TensorEntry::isFloat)
                .map(TensorEntry::name)
                .toList();
    }

    @Override
    public Map<String, String> otherTensors() {
        return entries.values().stream()
                .filter(entry -> !entry.isFloat())
                .collect(Collectors.toMap(TensorEntry::name, TensorEntry::type));
    }

    @Override
    public Shape shape(String name) {
        return floatEntry(name).shape();
    }

    /**
     * The tensor as float32. F32 data stays in a read-only memory map of the file, F16 and BF16 data is converted
     * (the engine aborts the process on a bfloat16 array, so none is ever made).
     */
    @Override
    public NDArray read(String name, NDManager manager) {
        TensorEntry entry = floatEntry(name);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer data = channel.map(
                            FileChannel.MapMode.READ_ONLY, dataStart + entry.begin(), entry.end() - entry.begin())
                    .order(ByteOrder.LITTLE_ENDIAN);
            ByteBuffer floats = HalfFloats.widened(data, entry.type());
            NDArray array = manager.create(floats, entry.shape(), DataType.FLOAT32);
            return floats == data ? array : inNativeMemory(array);
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new ModelFileException(path.toString(), "tensor " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private TensorEntry floatEntry(String name) {
        TensorEntry entry = entries.get(name);
        if (entry == null || !entry.isFloat()) {
            throw new ModelFileException(path.toString(), "tensor " + name + " is missing or not of a float type");
        }
        return entry;
    }

    /** A copy that the heap limit, which also bounds direct buffers, does not bound. */
    static NDArray inNativeMemory(NDArray array) {
        try (array) {
            return array.duplicate();
        }
    }

    private static long headerSize(Path path, FileChannel channel) throws IOException {
        long available = channel.size() - 8;
        if (available < 0) {
            throw new ModelFileException(path.toString(), "is too short to be safetensors");
        }
        long size = read(channel, 0, 8).getLong();
        if (size < 2 || size > available || size > MAX_HEADER) {
            throw new ModelFileException(
                    path.toString(),
                    "claims a header of " + Long.toUnsignedString(size) + " bytes in a file of " + channel.size());
        }
        return size;
    }

    private static ByteBuffer read(FileChannel channel, long position, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("ends early");
            }
        }
        return buffer.flip();
    }

    private static Map<String, TensorEntry> entries(String file, JsonNode header, long dataSize) {
        if (!header.isObject()) {
            throw new ModelFileException(file, "has a header that is not a JSON object");
        }
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : header.properties()) {
            if (!field.getKey().equals("__metadata__")) {
                entries.put(field.getKey(), TensorEntry.parse(file, field.getKey(), field.getValue(), dataSize));
            }
        }
        checkCoverage(file, entries, dataSize);
        return entries;
    }

    private static void checkCoverage(String file, Map<String, TensorEntry> entries, long dataSize) {
        List<TensorEntry> inOrder = entries.values().stream()
                .sorted(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end))
                .toList();
        long covered = 0;
        for (TensorEntry entry : inOrder) {
            if (entry.begin() != covered) {
                throw new ModelFileException(
                        file,
                        "tensor " + entry.name() + " starts at " + entry.begin() + " where " + covered
                                + " was expected: a hole or an overlap");
            }
            covered = entry.end();
        }
        if (covered != dataSize) {
            throw new ModelFileException(file, "has " + (dataSize - covered) + " bytes that belong to no tensor");
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file" : JsonFile.reason(e);
    }
}
