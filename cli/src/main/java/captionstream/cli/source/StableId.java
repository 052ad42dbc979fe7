package captionstream.cli.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Ids that stay the same when the same image is published again, and differ for files of one name in two folders. */
public final class StableId {
    private static final int DIGEST_BYTES = 6;
    private static final int LONGEST_STEM = 64;

    private StableId() {}

    /**
     * {@code file:///photos/cat.jpg} becomes {@code cat-} and 12 hexadecimal digits of the URI's SHA-256. A
     * {@code data:} URI has no name, only {@code data}.
     */
    public static String of(String uri) {
        String digest = HexFormat.of().formatHex(Arrays.copyOf(sha256(uri), DIGEST_BYTES));
        String stem = stem(uri);
        return stem.isEmpty() ? digest : stem + "-" + digest;
    }

    private static String stem(String uri) {
        if (uri.regionMatches(true, 0, "data:", 0, 5)) {
            return "data";
        }
        String path = uri.replaceFirst("[?#].*$", "");
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String stem = (dot > 0 ? name.substring(0, dot) : name).replaceAll("[^A-Za-z0-9._-]+", "_");
        return stem.substring(0, Math.min(stem.length(), LONGEST_STEM));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java runtime has SHA-256", e);
        }
    }
}
