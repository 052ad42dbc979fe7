package captionstream.cli.source;

import captionstream.ImageEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The images of a folder under ids made of their names, which stay the same wherever the folder is. */
public final class SampleImages {
    private SampleImages() {}

    /** {@code animals/cat.png} becomes {@code <prefix>animals/cat}; in a fixed order. */
    public static List<ImageEvent> of(Path folder, String prefix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(PathSource::looksLikeImage)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> event(folder, prefix, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ImageEvent event(Path folder, String prefix, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        return ImageEvent.newBuilder()
                .setId(prefix + name.substring(0, name.lastIndexOf('.')))
                .setUri(ImageLocation.uri(file))
                .setTime(Instant.now())
                .build();
    }
}
