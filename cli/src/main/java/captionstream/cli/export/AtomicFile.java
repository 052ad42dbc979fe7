package captionstream.cli.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A text file in UTF-8 that stands under its name once it is whole, and never before. */
final class AtomicFile implements AutoCloseable {
    private final Path target;
    private final Path unfinished;
    private final BufferedWriter writer;

    AtomicFile(Path target) {
        this.target = target;
        this.unfinished = Unfinished.of(target);
        try {
            Files.createDirectories(unfinished.toAbsolutePath().getParent());
            this.writer = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String text) {
        try {
            writer.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void finish() {
        try {
            writer.close();
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws away what was not finished. */
    @Override
    public void close() {
        try (writer) {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
