package captionstream.worker.image;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where images may come from and what fetching one may cost. Nothing is allowed that is not listed.
 *
 * @param fileRoots directories that {@code file:} URIs may reach into, held with all links resolved
 * @param hosts for {@code http:} and {@code https:}; {@code images.example.org}, {@code *.example.org} (any name below
 *     it) or {@code *} (any)
 * @param privateAddresses whether hosts may resolve to addresses that are not public: loopback, private networks, …
 * @param dataUris whether events may carry their images themselves, in {@code data:} URIs
 * @param s3 for {@code s3:} URIs
 * @param maxBytes counted while reading, whatever is announced
 * @param timeout for the whole of one image: connecting, redirects, body, retries and the pauses between them
 * @param attempts how often a failure that may pass is tried, in all
 * @param backoff the longest pause before the second attempt; it doubles from one attempt to the next
 */
public record FetchPolicy(
        List<Path> fileRoots,
        List<String> hosts,
        boolean privateAddresses,
        boolean dataUris,
        S3Access s3,
        int maxBytes,
        Duration timeout,
        int maxRedirects,
        int attempts,
        Duration backoff) {
    private static final int MEBIBYTE = 1 << 20;

    public FetchPolicy {
        fileRoots = canonical(fileRoots);
        hosts = List.copyOf(hosts);
        HostPatterns.check(hosts);
        requireRange("image max bytes", maxBytes, 1, 1024 * MEBIBYTE);
        requireRange("fetch redirects", maxRedirects, 0, 20);
        requireRange("fetch attempts", attempts, 1, 20);
        requirePositive("fetch timeout", timeout);
        requirePositive("fetch backoff", backoff);
    }

    /** Limits that suit photographs; no location is allowed yet but an event itself. */
    public static FetchPolicy defaults() {
        return new FetchPolicy(
                List.of(),
                List.of(),
                false,
                true,
                S3Access.NONE,
                20 * MEBIBYTE,
                Duration.ofSeconds(20),
                3,
                3,
                Duration.ofMillis(200));
    }

    public FetchPolicy withFileRoots(List<Path> roots) {
        return new FetchPolicy(
                roots, hosts, privateAddresses, dataUris, s3, maxBytes, timeout, maxRedirects, attempts, backoff);
    }

    /** One more than there are. */
    public FetchPolicy withFileRoot(Path root) {
        List<Path> roots = new ArrayList<>(fileRoots);
        roots.add(root);
        return withFileRoots(roots);
    }

    public FetchPolicy withHosts(List<String> patterns) {
        return new FetchPolicy(
                fileRoots,
                patterns,
                privateAddresses,
                dataUris,
                s3,
                maxBytes,
                timeout,
                maxRedirects,
                attempts,
                backoff);
    }

    public FetchPolicy withPrivateAddresses(boolean allowed) {
        return new FetchPolicy(
                fileRoots, hosts, allowed, dataUris, s3, maxBytes, timeout, maxRedirects, attempts, backoff);
    }

    public FetchPolicy withDataUris(boolean allowed) {
        return new FetchPolicy(
                fileRoots, hosts, privateAddresses, allowed, s3, maxBytes, timeout, maxRedirects, attempts, backoff);
    }

    public FetchPolicy withS3(S3Access access) {
        return new FetchPolicy(
                fileRoots,
                hosts,
                privateAddresses,
                dataUris,
                access,
                maxBytes,
                timeout,
                maxRedirects,
                attempts,
                backoff);
    }

    public FetchPolicy withMaxBytes(int limit) {
        return new FetchPolicy(
                fileRoots, hosts, privateAddresses, dataUris, s3, limit, timeout, maxRedirects, attempts, backoff);
    }

    public FetchPolicy withTimeout(Duration limit) {
        return new FetchPolicy(
                fileRoots, hosts, privateAddresses, dataUris, s3, maxBytes, limit, maxRedirects, attempts, backoff);
    }

    public FetchPolicy withRetries(int inAll, Duration firstPause) {
        return new FetchPolicy(
                fileRoots, hosts, privateAddresses, dataUris, s3, maxBytes, timeout, maxRedirects, inAll, firstPause);
    }

    boolean allows(InetAddress address) {
        return privateAddresses || PublicAddresses.contains(address);
    }

    private static List<Path> canonical(List<Path> roots) {
        List<Path> canonical = new ArrayList<>();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                throw new IllegalArgumentException("image file root must be a directory, but is " + root);
            }
            try {
                canonical.add(root.toRealPath());
            } catch (IOException e) {
                throw new IllegalArgumentException("image file root cannot be resolved: " + root, e);
            }
        }
        return List.copyOf(canonical);
    }

    private static void requireRange(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " must be " + least + " to " + most + ", but is " + value);
        }
    }

    private static void requirePositive(String setting, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(setting + " must be up to an hour, but is " + value);
        }
    }
}
