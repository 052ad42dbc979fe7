package captionstream.worker.train.embedding;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings on disk by the SHA-256 of the image, appended as they are computed; only the index is in memory. Every
 * record is checked on opening: what a killed process left unfinished is cut off, what is damaged is dropped and
 * computed again, and a file for another CLIP is begun anew. Safe for several threads; for one process at a time.
 */
public final class EmbeddingCache implements AutoCloseable {
    private final ExclusiveUse lock;
    private final RandomAccessFile file;
    private final int width;
    private final Map<String, Integer> rows = new HashMap<>();

    private EmbeddingCache(ExclusiveUse lock, RandomAccessFile file, int width) {
        this.lock = lock;
        this.file = file;
        this.width = width;
    }

    /**
     * @param clipFingerprint of the CLIP, its preprocessing included
     * @param width numbers in an embedding
     * @param notes told in a line what was found unusable
     * @throws UncheckedIOException if it cannot be read or written, or another process has it open
     */
    public static EmbeddingCache open(Path path, String clipFingerprint, int width, Consumer<String> notes) {
        ExclusiveUse lock = ExclusiveUse.of(path.resolveSibling(path.getFileName() + ".lock"), path);
        try {
            CacheRepair.repair(path, new CacheHeader(clipFingerprint, width), notes);
            EmbeddingCache cache = new EmbeddingCache(lock, new RandomAccessFile(path.toFile(), "rw"), width);
            cache.index();
            return cache;
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void index() throws IOException {
        int count = (int) ((file.length() - CacheHeader.SIZE) / EmbeddingRecord.size(width));
        for (int row = 0; row < count; row++) {
            rows.putIfAbsent(record(row).sha256(), row);
        }
    }

    /** The row of an image's embedding; null where it is not known yet. */
    public synchronized @Nullable Integer row(String sha256) {
        return rows.get(sha256);
    }

    /** @return numbers as CLIP gave them, not normalised */
    public synchronized float[] read(int row) {
        try {
            return record(row).values();
        } catch (IOException e) {
            throw new UncheckedIOException("an image embedding cannot be read again", e);
        }
    }

    private EmbeddingRecord record(int row) throws IOException {
        byte[] bytes = new byte[EmbeddingRecord.size(width)];
        file.seek(CacheHeader.SIZE + (long) row * bytes.length);
        file.readFully(bytes);
        EmbeddingRecord record = EmbeddingRecord.parse(bytes, width);
        if (record == null) {
            throw new IOException("record " + row + " is damaged");
        }
        return record;
    }

    /** Once it returns, the embeddings outlive the process. What is there already stays as it is. */
    synchronized void append(List<EmbeddingRecord> records) {
        try {
            int size = EmbeddingRecord.size(width);
            int row = (int) ((file.length() - CacheHeader.SIZE) / size);
            file.seek(CacheHeader.SIZE + (long) row * size);
            for (EmbeddingRecord record : records) {
                if (rows.putIfAbsent(record.sha256(), row) == null) {
                    file.write(record.bytes());
                    row++;
                }
            }
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep image embeddings", e);
        }
    }

    @Override
    public void close() {
        try (lock) {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
