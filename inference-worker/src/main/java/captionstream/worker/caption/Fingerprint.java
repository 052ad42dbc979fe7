package captionstream.worker.caption;

import captionstream.worker.model.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digest of a bundle: its two settings, then name and digest of each file in a fixed order. */
final class Fingerprint {
    private static final List<String> FILES = List.of(
            "clip/config.json",
            "clip/model.safetensors",
            "clip/preprocessor_config.json",
            "clip/tokenizer.json",
            "gpt2/config.json",
            "gpt2/model.safetensors",
            "gpt2/tokenizer.json",
            "projection.safetensors");

    private Fingerprint() {}

    static String of(ModelBundle bundle) {
        StringBuilder lines = new StringBuilder();
        lines.append("prefix_length ").append(bundle.prefixLength()).append('\n');
        lines.append("normalize_embedding ").append(bundle.normalizeEmbedding()).append('\n');
        for (String name : FILES) {
            lines.append(name)
                    .append(' ')
                    .append(digest(bundle.directory().resolve(name)))
                    .append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(text));
    }

    private static String digest(Path file) {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read; (read = in.read(buffer)) >= 0; ) {
                sha256.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new ModelFileException(file.toString(), "cannot be read: " + e, e);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
