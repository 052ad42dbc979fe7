package captionstream.worker.caption;

import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.WeightFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The digest of a bundle: its two settings, then name and digest of each file in a fixed order. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(ModelBundle bundle) {
        StringBuilder lines = new StringBuilder();
        lines.append("prefix_length ").append(bundle.prefixLength()).append('\n');
        lines.append("normalize_embedding ").append(bundle.normalizeEmbedding()).append('\n');
        for (Path file : files(bundle)) {
            String name = bundle.directory().relativize(file).toString().replace('\\', '/');
            lines.append(name).append(' ').append(digest(file)).append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(text));
    }

    static String ofFile(Path file) {
        return "sha256:" + digest(file);
    }

    private static List<Path> files(ModelBundle bundle) {
        List<Path> files = new ArrayList<>();
        files.add(bundle.directory().resolve("clip/config.json"));
        files.addAll(WeightFile.open(bundle.clipWeights()).files());
        files.add(bundle.directory().resolve("clip/preprocessor_config.json"));
        files.add(bundle.clipTokenizer());
        files.add(bundle.directory().resolve("gpt2/config.json"));
        files.addAll(WeightFile.open(bundle.gpt2Weights()).files());
        files.add(bundle.gpt2Tokenizer());
        files.add(bundle.projectionWeights());
        return files;
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
