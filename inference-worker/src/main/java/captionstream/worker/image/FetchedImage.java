package captionstream.worker.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An image as stored.
 *
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 */
public record FetchedImage(byte[] bytes, String sha256) {
    /** The usual ending of file names of the format, such as {@code jpg}; empty for a format that nothing here reads. */
    public Optional<String> extension() {
        return ImageFormat.of(bytes).map(ImageFormat::extension);
    }

    static FetchedImage of(byte[] bytes) {
        return new FetchedImage(bytes, HexFormat.of().formatHex(digest(bytes)));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
