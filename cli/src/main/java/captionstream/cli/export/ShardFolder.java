package captionstream.cli.export;

import captionstream.cli.console.CommandFailure;
import captionstream.cli.export.SampleImage.Fetched;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of WebDataset shards, {@code shard-000000.tar} and so on, that stands under its name once it is whole. What
 * is in an archive depends on the samples alone: no times, no users.
 */
final class ShardFolder implements AutoCloseable {
    private final Path target;
    private final Path unfinished;
    private final int samplesPerShard;
    private @Nullable TarArchiveOutputStream shard;
    private long samples;

    /** @throws CommandFailure where something is in the place of the folder */
    ShardFolder(Path target, int samplesPerShard) {
        this.target = target;
        this.unfinished = Unfinished.of(target);
        this.samplesPerShard = samplesPerShard;
        try {
            requireRoom(target);
            removeUnfinished();
            Files.createDirectories(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param key the name of the sample's files, without dots */
    void add(String key, Sample sample, Fetched image) {
        try {
            TarArchiveOutputStream tar = shardOfNext();
            file(tar, key + "." + image.extension(), image.bytes());
            file(tar, key + ".json", sample.json().getBytes(StandardCharsets.UTF_8));
            file(tar, key + ".txt", sample.best().getCaption().getBytes(StandardCharsets.UTF_8));
            samples++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long shards() {
        return (samples + samplesPerShard - 1) / samplesPerShard;
    }

    void finish() {
        try {
            closeShard();
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws away what was not finished. */
    @Override
    public void close() {
        try {
            closeShard();
            removeUnfinished();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireRoom(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
                if (!entries.iterator().hasNext()) {
                    return;
                }
            }
        }
        if (Files.exists(target)) {
            throw CommandFailure.environment(
                    "There is something at " + target + " already", "Name a new folder with --out, or remove that one");
        }
    }

    private TarArchiveOutputStream shardOfNext() throws IOException {
        if (shard == null || samples % samplesPerShard == 0) {
            closeShard();
            Path file = unfinished.resolve(String.format(Locale.ROOT, "shard-%06d.tar", samples / samplesPerShard));
            shard = new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        }
        return shard;
    }

    private static void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void closeShard() throws IOException {
        if (shard != null) {
            shard.close();
            shard = null;
        }
    }

    private void removeUnfinished() throws IOException {
        if (Files.isDirectory(unfinished)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(unfinished, "shard-*.tar")) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
            Files.delete(unfinished);
        }
    }
}
