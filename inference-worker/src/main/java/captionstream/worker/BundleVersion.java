package captionstream.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which files a bundle consists of at a moment, by their sizes and times; reading them all would take too long.
 *
 * @param directory with every link resolved, so that a load from it does not notice when a link is turned elsewhere
 */
record BundleVersion(Path directory, SortedMap<Path, String> files) {
    private static final int DEPTH = 2;

    /** Empty while there is no bundle, as between two renamings. */
    static Optional<BundleVersion> at(Path bundle) {
        try {
            Path directory = bundle.toRealPath();
            if (!Files.isRegularFile(directory.resolve("bundle.json"))) {
                return Optional.empty();
            }
            SortedMap<Path, String> files = new TreeMap<>();
            try (Stream<Path> found = Files.walk(directory, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    files.put(directory.relativize(file), state(file));
                }
            }
            return Optional.of(new BundleVersion(directory, files));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static String state(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    }
}
