package captionstream.worker.train.embedding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps other processes away from a file or folder for as long as it is open; ends with the process, however that ends. */
public final class ExclusiveUse implements AutoCloseable {
    private final FileChannel channel;

    private ExclusiveUse(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param lockFile made where it is missing, its folder too
     * @param what is locked, for the message
     * @throws UncheckedIOException of a {@link FileSystemException} if somebody else has it
     */
    public static ExclusiveUse of(Path lockFile, Path what) {
        try {
            Files.createDirectories(lockFile.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new FileSystemException(what.toString(), null, "another training is using it");
            }
            return new ExclusiveUse(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
