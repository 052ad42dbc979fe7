package captionstream.dashboard.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * Digests of secrets under a key of this process: digests of equal secrets are equal here and tell nothing elsewhere.
 */
final class SecretDigest {
    private final byte[] key = new byte[32];

    SecretDigest() {
        new SecureRandom().nextBytes(key);
    }

    byte[] of(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            return digest.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** In the same time whatever the secret is. */
    boolean matches(byte[] digest, String secret) {
        return MessageDigest.isEqual(digest, of(secret));
    }
}
