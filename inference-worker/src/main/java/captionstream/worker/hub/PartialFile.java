package captionstream.worker.hub;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What has come of a file, beside the place where it will stand when it is whole. Its name carries the checksum, so
 * that only bytes of the same content are ever continued.
 */
final class PartialFile implements Closeable {
    private static final int BLOCK = 1 << 20;

    private final Path target;
    private final Path path;
    private final HubFile file;
    private final FileChannel channel;
    private MessageDigest digest;
    private long size;

    private PartialFile(Path target, Path path, HubFile file, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.file = file;
        this.channel = channel;
        this.digest = file.checksum().begin(file.size());
    }

    static PartialFile open(Path target, HubFile file, DownloadListener listener) throws IOException {
        String checksum = file.checksum().hex().substring(0, 12);
        Path path = target.resolveSibling(target.getFileName() + "." + checksum + ".part");
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            PartialFile partial = new PartialFile(target, path, file, channel);
            partial.takeUp(listener);
            return partial;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    long size() {
        return size;
    }

    /** The first bytes, at most {@link WrongContent#HEAD}. */
    byte[] head() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(WrongContent.HEAD);
        channel.read(head, 0);
        return Arrays.copyOf(head.array(), head.position());
    }

    /** @throws HubException if there is no room, or the file may not be written */
    void append(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
        try {
            while (bytes.hasRemaining()) {
                size += channel.write(bytes, size);
            }
        } catch (IOException e) {
            throw new HubException(
                    "Cannot write " + path + ": " + e.getMessage(),
                    "Make room and run it again: what has come is kept");
        }
    }

    void restart() throws IOException {
        channel.truncate(0);
        size = 0;
        digest = file.checksum().begin(file.size());
    }

    /** Whether the bytes are those that the hub lists; to be asked once, when all have come. */
    boolean isRight() {
        return HexFormat.of().formatHex(digest.digest()).equals(file.checksum().hex());
    }

    /** Puts the file in its place. */
    void finish() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void lock(FileChannel channel, Path path) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // in this process
        }
        throw new HubException(path + " is being written by another download", "Wait until it is done");
    }

    private void takeUp(DownloadListener listener) throws IOException {
        if (channel.size() > file.size()) {
            channel.truncate(0);
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long end = channel.size(); size < end && channel.read(block, size) > 0; ) {
            digest.update(block.flip());
            size += block.limit();
            block.clear();
            listener.onChecking(file.name(), size, file.size());
        }
    }
}
