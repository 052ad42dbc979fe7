package captionstream.worker.train.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.image.ClipPreprocessor;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.RandomBundle;
import captionstream.worker.train.embedding.EmbeddedImage.Embedded;
import captionstream.worker.train.embedding.EmbeddedImage.Unreadable;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEmbedderTest {
    @TempDir
    private Path folder;

    private Path images;
    private ModelBundle bundle;

    @BeforeEach
    void files() throws IOException {
        RandomBundle.write(folder.resolve("model"), RandomBundle.TINY, 1);
        bundle = ModelBundle.open(folder.resolve("model"));
        images = Files.createDirectory(folder.resolve("images"));
        paint(images.resolve("red.png"), 0xff0000);
        paint(images.resolve("blue.png"), 0x0000ff);
        paint(folder.resolve("outside.png"), 0x00ff00);
        Files.writeString(images.resolve("text.png"), "no image");
    }

    private static void paint(Path file, int colour) throws IOException {
        ImageIO.write(painted(colour), "png", file.toFile());
    }

    private static BufferedImage painted(int colour) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 64; pixel++) {
            image.setRGB(pixel % 8, pixel / 8, colour);
        }
        return image;
    }

    private EmbeddingCache cache() {
        return EmbeddingCache.open(folder.resolve("cache.bin"), "sha256:tiny", 24, note -> {});
    }

    private List<EmbeddedImage> embed(EmbeddingCache cache, String... files) {
        try (ImageEmbedder embedder = new ImageEmbedder(bundle, images, cache, 2, "cpu")) {
            return embedder.embed(List.of(files), done -> {});
        }
    }

    @Test
    void embeds_as_clip_does() {
        try (EmbeddingCache cache = cache();
                NDManager manager = Torch.newManager("cpu")) {
            List<EmbeddedImage> embedded = embed(cache, "red.png", "blue.png");

            Clip clip = new Clip(bundle.clip(), Weights.load(bundle.clipWeights(), manager));
            float[] pixels = new ClipPreprocessor(bundle.imageSpec()).pixels(painted(0x0000ff));
            NDArray alone = manager.create(pixels, new Shape(1, 3, 32, 32));
            assertThat(cache.read(((Embedded) embedded.get(1)).row()))
                    .containsExactly(clip.imageEmbeddings(alone).toFloatArray(), within(1e-5f));
        }
    }

    @Test
    void says_of_each_image_that_it_cannot_read_why() throws IOException {
        Files.createSymbolicLink(images.resolve("link.png"), folder.resolve("outside.png"));
        String outside = folder.resolve("outside.png").toString();
        String[] files = {"text.png", "missing.png", "../outside.png", "link.png", outside, "", "a\0b.png", "red.png"};
        try (EmbeddingCache cache = cache()) {
            List<String> reasons = new ArrayList<>();
            embed(cache, files)
                    .forEach(image -> reasons.add(
                            image instanceof Unreadable unreadable
                                    ? unreadable.reason().replaceFirst(":.*", "")
                                    : "embedded"));

            assertThat(reasons)
                    .containsExactly(
                            "unknown_image_format",
                            "image_not_found",
                            "forbidden_location",
                            "forbidden_location",
                            "forbidden_location",
                            "forbidden_location",
                            "invalid_uri",
                            "embedded");
        }
    }

    @Test
    void what_is_known_is_not_computed_again() throws IOException {
        try (EmbeddingCache cache = cache()) {
            List<EmbeddedImage> first = embed(cache, "red.png");
            Files.copy(images.resolve("red.png"), images.resolve("copy.png"));
            Files.delete(bundle.clipWeights());

            List<EmbeddedImage> again = embed(cache, "red.png", "copy.png");

            assertThat(again.get(0)).isEqualTo(first.get(0));
            assertThat(((Embedded) again.get(1)).row()).isEqualTo(((Embedded) first.get(0)).row());
        }
    }
}
