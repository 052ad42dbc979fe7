package captionstream.cli.source;

import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files, folders (searched through for images), glob patterns and URIs, as named on the command line. */
public final class PathSource implements EventSource {
    private static final Set<String> IMAGE_ENDINGS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff");
    private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

    private final List<String> uris;

    /** @throws CommandFailure where an argument names nothing */
    public PathSource(List<String> arguments) {
        Set<String> found = new LinkedHashSet<>();
        arguments.forEach(argument -> found.addAll(expand(argument)));
        this.uris = List.copyOf(found);
    }

    @Override
    public OptionalLong total() {
        return OptionalLong.of(uris.size());
    }

    @Override
    public Stream<ImageEvent> events() {
        return uris.stream().map(uri -> ImageEvent.newBuilder()
                .setId(StableId.of(uri))
                .setUri(uri)
                .setTime(Instant.now())
                .build());
    }

    private static List<String> expand(String argument) {
        if (ImageLocation.isUri(argument)) {
            return List.of(argument);
        }
        Path path = existing(argument);
        if (path == null) {
            return matching(argument);
        }
        if (Files.isDirectory(path)) {
            return found(path, PathSource::looksLikeImage, argument);
        }
        return List.of(ImageLocation.uri(path));
    }

    private static @Nullable Path existing(String argument) {
        try {
            Path path = Path.of(argument);
            return Files.exists(path) ? path : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static List<String> matching(String pattern) {
        if (!GLOB.matcher(pattern).find()) {
            throw CommandFailure.environment("No such file or directory: " + pattern, "");
        }
        Path root = fixedPart(pattern);
        if (!Files.isDirectory(root)) {
            throw CommandFailure.environment("No such directory: " + root + ", for " + pattern, "");
        }
        Path absolute = Path.of("").toAbsolutePath();
        String rooted = pattern.startsWith("/") ? pattern : absolute.toString().replace('\\', '/') + "/" + pattern;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rooted);
        return found(root, file -> matcher.matches(file.toAbsolutePath().normalize()), pattern);
    }

    private static Path fixedPart(String pattern) {
        String untilGlob = GLOB.split(pattern, 2)[0];
        int slash = untilGlob.lastIndexOf('/');
        return Path.of(slash < 0 ? "" : untilGlob.substring(0, slash + 1)).toAbsolutePath();
    }

    private static List<String> found(Path root, Predicate<Path> wanted, String argument) {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> uris = files.filter(wanted)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(ImageLocation::uri)
                    .toList();
            if (uris.isEmpty()) {
                throw CommandFailure.environment("No images found: " + argument, "");
            }
            return uris;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean looksLikeImage(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return IMAGE_ENDINGS.contains(ending);
    }
}
