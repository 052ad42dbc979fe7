package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads regular files below the policy's roots; links are followed first, and must lead below a root too. */
final class FileFetcher implements ImageFetcher {
    /** What looks like files there tells of this machine, and some of it can be read for ever. */
    private static final List<Path> KERNEL_FOLDERS = List.of(Path.of("/proc"), Path.of("/sys"));

    private final FetchPolicy policy;

    FileFetcher(FetchPolicy policy) {
        this.policy = policy;
    }

    @Override
    public FetchedImage fetch(URI uri) {
        Path file = allowed(uri);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageRejected(
                    DeadLetterReason.FETCH_FAILED, "this is not a regular file: " + Redacted.location(uri));
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return FetchedImage.of(BoundedRead.all(in, policy.maxBytes()));
        } catch (IOException e) {
            throw new ImageRejected(
                    DeadLetterReason.FETCH_FAILED, "the file cannot be read: " + Redacted.location(uri), e);
        }
    }

    private Path allowed(URI uri) {
        Path path = path(uri);
        try {
            Path real = path.toRealPath();
            if (isBelowRoot(real)) {
                return real;
            }
        } catch (NoSuchFileException e) {
            if (isBelowRoot(path.normalize())) {
                throw new ImageRejected(
                        DeadLetterReason.IMAGE_NOT_FOUND, "there is no file " + Redacted.location(uri), e);
            }
        } catch (IOException | SecurityException e) {
            if (isBelowRoot(path.normalize())) {
                throw new ImageRejected(
                        DeadLetterReason.FETCH_FAILED, "the file cannot be reached: " + Redacted.location(uri), e);
            }
        }
        throw new ImageRejected(
                DeadLetterReason.FORBIDDEN_LOCATION,
                "this is not below any directory that images may be read from: " + Redacted.location(uri));
    }

    private boolean isBelowRoot(Path path) {
        return policy.fileRoots().stream().anyMatch(path::startsWith)
                && KERNEL_FOLDERS.stream().noneMatch(path::startsWith);
    }

    private static Path path(URI uri) {
        try {
            if (uri.isOpaque() || !isLocal(uri)) {
                throw new IllegalArgumentException("not a local path");
            }
            return Path.of(new URI("file", null, uri.getPath(), null));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ImageRejected(
                    DeadLetterReason.INVALID_URI,
                    "this is no absolute path on this host: " + Redacted.location(uri),
                    e);
        }
    }

    private static boolean isLocal(URI uri) {
        return uri.getRawAuthority() == null || uri.getRawAuthority().equalsIgnoreCase("localhost");
    }
}
