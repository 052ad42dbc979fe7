package captionstream.worker.train.embedding;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.Consumer;

/** Leaves a file of embeddings that is sound throughout: as it was, without what is damaged, or begun anew. */
final class CacheRepair {
    private final Path path;
    private final CacheHeader header;
    private int sound;
    private int damaged;

    private CacheRepair(Path path, CacheHeader header) {
        this.path = path;
        this.header = header;
    }

    static void repair(Path path, CacheHeader header, Consumer<String> notes) throws IOException {
        CacheRepair repair = new CacheRepair(path, header);
        if (!Files.exists(path)) {
            repair.begin();
        } else if (!repair.isOurs()) {
            notes.accept(path + " does not hold embeddings by this CLIP, and is begun anew");
            repair.begin();
        } else {
            repair.check(OutputStream.nullOutputStream());
            repair.mend(notes);
        }
    }

    private boolean isOurs() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(CacheHeader.SIZE), header.bytes());
        }
    }

    private void begin() throws IOException {
        replaceBy(out -> out.write(header.bytes()));
    }

    private void mend(Consumer<String> notes) throws IOException {
        if (damaged > 0) {
            notes.accept(path + ": " + damaged + " of " + (sound + damaged)
                    + " embeddings are damaged, and are computed again");
        }
        long expected = CacheHeader.SIZE + (long) sound * EmbeddingRecord.size(header.width());
        if (Files.size(path) != expected) {
            replaceBy(this::check);
        }
    }

    /** Counts and writes what is sound. */
    private void check(OutputStream out) throws IOException {
        sound = 0;
        damaged = 0;
        int size = EmbeddingRecord.size(header.width());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 20)) {
            out.write(in.readNBytes(CacheHeader.SIZE));
            for (byte[] bytes; (bytes = in.readNBytes(size)).length == size; ) {
                if (EmbeddingRecord.parse(bytes, header.width()) == null) {
                    damaged++;
                } else {
                    out.write(bytes);
                    sound++;
                }
            }
        }
    }

    private void replaceBy(Content content) throws IOException {
        Path unfinished = path.resolveSibling(path.getFileName() + ".part");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 20)) {
            content.writeTo(out);
        }
        Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
