package captionstream.worker.train;

import captionstream.worker.caption.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives one bundle the CLIP and the GPT-2 of another: copies of the small files, which people edit, and of the large
 * ones the same files under a second name where the file system allows it.
 */
final class BundleFiles {
    private static final long LARGE = 1 << 20;

    private BundleFiles() {}

    static void share(ModelBundle from, Path to) {
        List<Path> files = new ArrayList<>(from.clipFiles());
        files.addAll(from.gpt2Files());
        try {
            for (Path file : files) {
                Path target = to.resolve(from.directory().relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.deleteIfExists(target);
                linkOrCopy(file.toRealPath(), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void linkOrCopy(Path file, Path target) throws IOException {
        if (Files.size(file) < LARGE) {
            Files.copy(file, target);
            return;
        }
        try {
            Files.createLink(target, file);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
