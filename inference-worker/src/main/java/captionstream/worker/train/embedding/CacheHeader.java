package captionstream.worker.train.embedding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the first bytes of a cache say: whose embeddings they are.
 *
 * @param clipFingerprint covers the weights and the preprocessing
 * @param width numbers in an embedding
 */
record CacheHeader(String clipFingerprint, int width) {
    /** Goes up when embeddings come out different for any reason that the fingerprint does not cover. */
    private static final int FORMAT = 1;

    static final int SIZE = 48;
    private static final byte[] MAGIC = "CLIPEMBD".getBytes(StandardCharsets.US_ASCII);

    byte[] bytes() {
        return ByteBuffer.allocate(SIZE)
                .put(MAGIC)
                .putInt(FORMAT)
                .putInt(width)
                .put(digest())
                .array();
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(clipFingerprint.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
