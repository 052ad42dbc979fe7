package captionstream.worker.caption;

import captionstream.worker.model.ModelFileException;
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
        String settings = "prefix_length " + bundle.prefixLength() + "\nnormalize_embedding "
                + bundle.normalizeEmbedding() + "\n";
        List<Path> files = new ArrayList<>(bundle.clipFiles());
        files.addAll(bundle.gpt2Files());
        files.add(bundle.projectionWeights());
        return of(settings, bundle.directory(), files);
    }

    /** Of a part of a bundle. */
    static String of(Path directory, List<Path> files) {
        return of("", directory, files);
    }

    private static String of(String settings, Path directory, List<Path> files) {
        StringBuilder lines = new StringBuilder(settings);
        for (Path file : files) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            lines.append(name).append(' ').append(digest(file)).append('\n');
        }
        byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(text));
    }

    static String ofFile(Path file) {
        return "sha256:" + digest(file);
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
