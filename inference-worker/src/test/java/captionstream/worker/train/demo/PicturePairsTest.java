package captionstream.worker.train.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturePairsTest {
    @TempDir
    private Path folder;

    private void draw(String file) throws IOException {
        Path path = folder.resolve("data/pictures").resolve(file);
        Files.createDirectories(path.getParent());
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_ARGB), "png", path.toFile());
    }

    @Test
    void writes_drawings_on_white_beside_what_they_show_and_those_held_out_apart() throws IOException {
        draw("noto/1f98a.png");
        draw("noto/1f98a-1.png");
        draw("twemoji/1f98a.png");
        Files.writeString(
                folder.resolve("data/concepts.csv"), "codepoint,slug,phrase,category\n1f98a,fox,a fox,animals\n");

        PicturePairs.write(folder.resolve("data"), folder.resolve("out"), (done, drawings) -> {});

        assertThat(folder.resolve("out/pairs.csv"))
                .hasContent("image,caption\nnoto/1f98a-1.png,A fox.\nnoto/1f98a-2.png,A fox.\n");
        assertThat(folder.resolve("out/held-out.csv")).hasContent("image,caption\ntwemoji/1f98a-1.png,A fox.\n");
        BufferedImage written =
                ImageIO.read(folder.resolve("out/noto/1f98a-2.png").toFile());
        assertThat(written.getRGB(5, 5)).isEqualTo(0xFFFFFFFF);
    }
}
