package captionstream.worker.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a zip file its entries lie (PKWARE's APPNOTE, section 4.3). Only entries as they are are read, neither
 * compressed nor encrypted, and no two may share bytes: nothing in the file can unfold to more than its size.
 */
final class ZipEntries {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_SIZE = 56;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_SIZE = 20;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int LOCAL_HEADER_SIZE = 30;
    private static final long MAX_DIRECTORY = 10_000_000;
    private static final long IN_EXTRA = 0xffffffffL;

    record Entry(String name, long header, long start, long size) {
        long end() {
            return start + size;
        }
    }

    private record Directory(long start, long size) {}

    private ZipEntries() {}

    static Map<String, Entry> read(FileChannel channel) throws IOException {
        Directory directory = directory(channel);
        if (directory.size > MAX_DIRECTORY
                || directory.start < 0
                || directory.start > channel.size() - directory.size) {
            throw new CheckpointException("has no valid zip directory");
        }
        ByteBuffer in = bytes(channel, directory.start, (int) directory.size);
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            Entry entry = entry(in, channel);
            if (entries.put(entry.name, entry) != null) {
                throw new CheckpointException("has the zip entry " + entry.name + " twice");
            }
        }
        requireDisjoint(entries, directory.start);
        return entries;
    }

    static ByteBuffer bytes(FileChannel channel, long position, int size) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("ends early");
            }
        }
        return buffer.flip();
    }

    /** The end record must be the last bytes of the file: PyTorch writes no comment after it. */
    private static Directory directory(FileChannel channel) throws IOException {
        long position = channel.size() - END_SIZE;
        if (position < 0) {
            throw new CheckpointException("is too short to be a zip file");
        }
        ByteBuffer end = bytes(channel, position, END_SIZE);
        if (end.getInt() != END) {
            throw new CheckpointException("is no zip file, or one that ends early (PyTorch before 1.6 wrote another"
                    + " format; load it there and save it again)");
        }
        @Nullable
        Directory large = position < LOCATOR_64_SIZE ? null : largeDirectory(channel, position - LOCATOR_64_SIZE);
        return large != null
                ? large
                : new Directory(Integer.toUnsignedLong(end.getInt(16)), Integer.toUnsignedLong(end.getInt(12)));
    }

    private static @Nullable Directory largeDirectory(FileChannel channel, long locatorAt) throws IOException {
        ByteBuffer locator = bytes(channel, locatorAt, LOCATOR_64_SIZE);
        if (locator.getInt(0) != LOCATOR_64) {
            return null;
        }
        long position = locator.getLong(8);
        if (position < 0 || position > locatorAt - END_64_SIZE) {
            throw new CheckpointException("has no valid zip directory");
        }
        ByteBuffer end = bytes(channel, position, END_64_SIZE);
        if (end.getInt(0) != END_64 || end.getLong(40) < 0) {
            throw new CheckpointException("has no valid zip directory");
        }
        return new Directory(end.getLong(48), end.getLong(40));
    }

    private static Entry entry(ByteBuffer in, FileChannel channel) throws IOException {
        ByteBuffer fixed = slice(in, 46);
        String name = StandardCharsets.UTF_8
                .decode(slice(in, fixed.getShort(28) & 0xffff))
                .toString();
        ByteBuffer extra = slice(in, fixed.getShort(30) & 0xffff);
        slice(in, fixed.getShort(32) & 0xffff); // the comment
        boolean encrypted = (fixed.getShort(8) & 1) != 0;
        if (fixed.getInt(0) != DIRECTORY_ENTRY || encrypted || fixed.getShort(10) != 0) {
            throw new CheckpointException("has a zip entry " + name + " that is compressed or broken");
        }
        ByteBuffer large = largeFields(extra);
        long size = field(fixed, 24, large);
        long compressed = field(fixed, 20, large);
        long header = field(fixed, 42, large);
        if (size != compressed || size < 0 || header < 0 || header > channel.size() - LOCAL_HEADER_SIZE) {
            throw new CheckpointException("has a zip entry " + name + " of a size or place that cannot be");
        }
        ByteBuffer local = bytes(channel, header, LOCAL_HEADER_SIZE);
        long start = header + LOCAL_HEADER_SIZE + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
        if (local.getInt(0) != LOCAL_HEADER || start > channel.size() - size) {
            throw new CheckpointException("has a zip entry " + name + " that is not where its directory says");
        }
        return new Entry(name, header, start, size);
    }

    private static long field(ByteBuffer fixed, int at, ByteBuffer large) throws CheckpointException {
        long value = Integer.toUnsignedLong(fixed.getInt(at));
        return value == IN_EXTRA ? slice(large, Long.BYTES).getLong() : value;
    }

    private static ByteBuffer largeFields(ByteBuffer extra) throws CheckpointException {
        while (extra.remaining() >= 4) {
            int id = extra.getShort();
            ByteBuffer content = slice(extra, extra.getShort() & 0xffff);
            if (id == 1) {
                return content;
            }
        }
        return ByteBuffer.allocate(0);
    }

    private static ByteBuffer slice(ByteBuffer in, int size) throws CheckpointException {
        if (in.remaining() < size) {
            throw new CheckpointException("has a zip directory that ends early");
        }
        ByteBuffer slice = in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + size);
        return slice;
    }

    private static void requireDisjoint(Map<String, Entry> entries, long directory) throws CheckpointException {
        List<Entry> inOrder = entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::header))
                .toList();
        for (int i = 0; i < inOrder.size(); i++) {
            long next = i + 1 < inOrder.size() ? inOrder.get(i + 1).header : directory;
            if (inOrder.get(i).end() > next) {
                throw new CheckpointException("has a zip entry " + inOrder.get(i).name + " that overlaps what follows");
            }
        }
    }
}
