package captionstream.worker.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/** What a file's bytes must digest to. */
public sealed interface Checksum {
    /** Lower-case hexadecimal digits. */
    String hex();

    /** The name people know it by. */
    String kind();

    /** A digest that waits for the {@code size} bytes of a file. */
    MessageDigest begin(long size);

    /** Of files in Git LFS: SHA-256 of the content. */
    record Sha256(String hex) implements Checksum {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

        public Sha256 {
            if (!FORM.matcher(hex).matches()) {
                throw new IllegalArgumentException("no SHA-256: " + hex);
            }
        }

        @Override
        public String kind() {
            return "sha256";
        }

        @Override
        public MessageDigest begin(long size) {
            return digest("SHA-256");
        }
    }

    /** Of all other files: the name that Git gives the content as a blob, SHA-1 over a header and the content. */
    record GitBlob(String hex) implements Checksum {
        private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

        public GitBlob {
            if (!FORM.matcher(hex).matches()) {
                throw new IllegalArgumentException("no Git blob id: " + hex);
            }
        }

        @Override
        public String kind() {
            return "Git blob id";
        }

        @Override
        public MessageDigest begin(long size) {
            MessageDigest digest = digest("SHA-1");
            digest.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            return digest;
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
