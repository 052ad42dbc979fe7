package captionstream.worker.train;

import captionstream.worker.train.embedding.ExclusiveUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder {@code unfinished} in the folder of a bundle to be: as long as it is there, the training has not come to
 * its end. Held by one process at a time.
 */
final class UnfinishedTraining implements AutoCloseable {
    private final Path folder;
    private final ExclusiveUse lock;

    private UnfinishedTraining(Path folder, ExclusiveUse lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** @throws TrainingRefused where {@code out} holds anything but a training that was begun there */
    static UnfinishedTraining in(Path out) {
        Path folder = out.resolve("unfinished");
        if (!Files.isDirectory(folder)) {
            requireEmpty(out);
        }
        return new UnfinishedTraining(folder, ExclusiveUse.of(folder.resolve("lock"), out));
    }

    private static void requireEmpty(Path out) {
        if (Files.exists(out.resolve("bundle.json"))) {
            throw new TrainingRefused("there is a model bundle in " + out + " already: choose another --out");
        }
        try (Stream<Path> entries = Files.exists(out) ? Files.list(out) : Stream.empty()) {
            if (entries.findAny().isPresent()) {
                throw new TrainingRefused(
                        out + " is not empty, and holds no unfinished training: choose another --out");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Takes the folder away, first of all its name: the bundle is complete. */
    void finish() {
        lock.close();
        Path discarded = folder.resolveSibling("discarded");
        try {
            Files.move(folder, discarded, StandardCopyOption.ATOMIC_MOVE);
            try (Stream<Path> entries = Files.walk(discarded)) {
                for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle is complete, but " + folder + " cannot be removed", e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
