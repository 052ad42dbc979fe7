package captionstream.dashboard.thumbnail;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An image that was captioned.
 *
 * @param id of its image event
 * @param uri where its bytes were read
 * @param sha256 of those bytes, in lower-case hex
 */
public record ImageReference(String id, String uri, String sha256) {

    /** Names the image in a URL path, whatever characters its id holds: 32 hexadecimal digits. */
    public String key() {
        byte[] digest = sha256Digest().digest(id.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, 16);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
