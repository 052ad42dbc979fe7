package captionstream.worker.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A state dictionary as {@code torch.save} has written it since PyTorch 1.6. Safe for several threads. */
public final class Checkpoint {
    /** A thousand tensors take 150 kB. */
    private static final long MAX_PICKLE = 2_000_000;

    /** Tied weights share a storage; what shares one more often than this would multiply the file in memory. */
    private static final int MAX_SHARING = 4;

    private static final String PICKLE = "/data.pkl";

    private final Path path;
    private final String folder;
    private final Map<String, ZipEntries.Entry> entries;
    private final Map<String, StoredTensor> tensors;

    private Checkpoint(
            Path path, String folder, Map<String, ZipEntries.Entry> entries, Map<String, StoredTensor> tensors) {
        this.path = path;
        this.folder = folder;
        this.entries = entries;
        this.tensors = tensors;
    }

    /** @throws CheckpointException if the file is damaged, hostile or no state dictionary */
    public static Checkpoint open(Path path) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new CheckpointException("is no file");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            Map<String, ZipEntries.Entry> entries = ZipEntries.read(channel);
            String folder = folder(entries);
            requireLittleEndian(channel, entries.get(folder + "/byteorder"));
            byte[] pickle = bytes(channel, entries.get(folder + PICKLE), MAX_PICKLE);
            Checkpoint checkpoint = new Checkpoint(path, folder, entries, StateDictPickle.read(pickle));
            checkpoint.requireStorages();
            return checkpoint;
        }
    }

    public List<String> floatTensors() {
        return tensors.entrySet().stream()
                .filter(entry -> entry.getValue().storage().type().isFloat())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Names and types of the tensors that are no floats. */
    public Map<String, String> otherTensors() {
        return tensors.entrySet().stream()
                .filter(entry -> !entry.getValue().storage().type().isFloat())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().storage().type().name()));
    }

    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    public StorageType type(String name) {
        return tensors.get(name).storage().type();
    }

    public long[] shape(String name) {
        return tensors.get(name).shape().clone();
    }

    /** The tensor's elements: a read-only map of the file, or a copy in order where they lie in another order. */
    public ByteBuffer read(String name) throws IOException {
        StoredTensor tensor = tensors.get(name);
        int size = tensor.storage().type().size();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer data = channel.map(
                            FileChannel.MapMode.READ_ONLY,
                            entry(name).start() + tensor.offset() * size,
                            tensor.span() * size)
                    .order(ByteOrder.LITTLE_ENDIAN);
            return tensor.isContiguous() ? data : gathered(data, tensor, size);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("is larger than can be read at once");
        }
    }

    private void requireStorages() throws CheckpointException {
        Map<String, Long> taken = new HashMap<>();
        for (Map.Entry<String, StoredTensor> tensor : tensors.entrySet()) {
            Storage storage = tensor.getValue().storage();
            long size = entry(tensor.getKey()).size();
            long bytes = (long) tensor.getValue().count() * storage.type().size();
            if (taken.merge(storage.key(), bytes, Long::sum) > MAX_SHARING * size) {
                throw new CheckpointException("tensor " + tensor.getKey()
                        + " shares its storage with so many that they have over " + MAX_SHARING + " times its "
                        + size + " bytes");
            }
        }
    }

    private ZipEntries.Entry entry(String name) throws CheckpointException {
        Storage storage = tensors.get(name).storage();
        ZipEntries.Entry entry = entries.get(folder + "/data/" + storage.key());
        if (entry == null || entry.size() != storage.byteSize()) {
            throw new CheckpointException("tensor " + name + " needs a storage of " + storage.byteSize()
                    + " bytes where the file has " + (entry == null ? "none" : entry.size()));
        }
        return entry;
    }

    private static ByteBuffer gathered(ByteBuffer data, StoredTensor tensor, int size) {
        ByteBuffer inOrder = ByteBuffer.allocateDirect(Math.multiplyExact(tensor.count(), size))
                .order(ByteOrder.LITTLE_ENDIAN);
        long[] shape = tensor.shape();
        for (int i = 0; i < tensor.count(); i++) {
            long at = 0;
            long rest = i;
            for (int d = shape.length - 1; d >= 0; d--) {
                at += rest % shape[d] * tensor.stride()[d];
                rest /= shape[d];
            }
            inOrder.put(i * size, data, (int) at * size, size);
        }
        return inOrder;
    }

    private static String folder(Map<String, ZipEntries.Entry> entries) throws CheckpointException {
        List<String> pickles =
                entries.keySet().stream().filter(name -> name.endsWith(PICKLE)).toList();
        if (pickles.size() != 1) {
            throw new CheckpointException("is no checkpoint: it has " + pickles.size() + " entries data.pkl");
        }
        return pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    }

    private static void requireLittleEndian(FileChannel channel, ZipEntries.@Nullable Entry e) throws IOException {
        if (e != null && !new String(bytes(channel, e, 10), StandardCharsets.US_ASCII).equals("little")) {
            throw new CheckpointException("is not little-endian");
        }
    }

    private static byte[] bytes(FileChannel channel, ZipEntries.Entry entry, long limit) throws IOException {
        if (entry.size() > limit) {
            throw new CheckpointException("has a zip entry " + entry.name() + " of " + entry.size() + " bytes");
        }
        return ZipEntries.bytes(channel, entry.start(), (int) entry.size()).array();
    }
}
