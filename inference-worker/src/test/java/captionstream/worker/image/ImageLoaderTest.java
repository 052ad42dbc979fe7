package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLoaderTest {
    private static final String DIGEST_OF_123 = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

    @TempDir
    private Path root;

    private ImageLoader loader;

    @BeforeEach
    void open() {
        loader = new ImageLoader(
                FetchPolicy.defaults().withFileRoots(List.of(root)),
                new ImageSpec(16, new float[3], new float[] {1, 1, 1}));
    }

    @AfterEach
    void close() {
        loader.close();
    }

    @Test
    void loadsAnImageWhateverItsNameSays() throws IOException {
        Path file = Files.write(root.resolve("a.txt"), PillowReference.resource("420.jpg"));

        LoadedImage image = loader.load(file.toUri().toString(), null);

        assertThat(image.pixels()).hasSize(3 * 16 * 16);
        assertThat(image.sha256()).hasSize(64);
        assertThat(image.fetchMillis()).isPositive();
        assertThat(image.decodeMillis()).isPositive();
    }

    @Test
    void verifiesTheDigestInEitherCase() throws IOException {
        Path file = Files.write(root.resolve("a.png"), PillowReference.resource("palette.png"));
        String sha256 = loader.load(file.toUri(), null).sha256();

        assertThat(loader.load(file.toUri(), sha256.toUpperCase(Locale.ROOT)).sha256())
                .isEqualTo(sha256);
    }

    @Test
    void rejectsBytesOfAnotherDigestBeforeDecodingThem() throws IOException {
        Path file = Files.write(root.resolve("a.png"), new byte[] {1, 2, 3});

        assertRejected(DeadLetterReason.SHA256_MISMATCH, () -> loader.load(file.toUri(), "0".repeat(64)))
                .contains(DIGEST_OF_123);
        assertRejected(DeadLetterReason.UNKNOWN_IMAGE_FORMAT, () -> loader.load(file.toUri(), DIGEST_OF_123));
    }

    @Test
    void rejectsAnEmptyFile() throws IOException {
        Path file = Files.createFile(root.resolve("a.png"));

        assertRejected(DeadLetterReason.EMPTY_IMAGE, () -> loader.load(file.toUri(), null));
    }
}
