package captionstream.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.train.RandomBundle;
import captionstream.worker.train.TrainingRefused;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a tiny model with random weights and a dozen grey squares. */
class TrainProjectionCommandTest {
    private final CapturedTerminal terminal = new CapturedTerminal();

    @TempDir
    private Path folder;

    private @Nullable Exception thrown;

    @BeforeEach
    void files() throws IOException {
        RandomBundle.write(folder.resolve("model"), RandomBundle.TINY, 1);
        StringBuilder pairs = new StringBuilder("image,caption\n");
        for (int i = 0; i < 12; i++) {
            BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, 0x101010 * i);
            ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
            pairs.append(i).append(".png,A grey square.\n");
        }
        pairs.append("missing.png,A square.\nnone.png,\n");
        Files.writeString(folder.resolve("pairs.csv"), pairs);
    }

    private int execute(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--model", path("model"),
                "--pairs", path("pairs.csv"),
                "--images", path(""),
                "--out", path("out"),
                "--epochs", "2",
                "--validation-share", "0.3",
                "--prompt", "An image of"));
        arguments.addAll(List.of(more));
        return new CommandLine(new TrainProjectionCommand(terminal.plain(), "1.2.3"))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    thrown = exception;
                    return ExitCode.FAILED;
                })
                .execute(arguments.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void trains_a_bundle_and_says_how_good_it_was_after_each_epoch() {
        int exitCode = execute();

        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(terminal.out().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("epoch   0  loss         validation  ")
                                .contains("grounding"),
                        line -> assertThat(line).startsWith("epoch   1  loss  "),
                        line -> assertThat(line).startsWith("epoch   2  loss  "),
                        line -> assertThat(line)
                                .startsWith("12 images and 12 captions; ")
                                .contains("left out: 1 unreadable, 0 without caption"),
                        line -> assertThat(line).startsWith("kept epoch ").contains("untrained"),
                        line -> assertThat(line)
                                .startsWith("wrote " + path("out"))
                                .contains("sha256:"));
        assertThat(ModelBundle.open(folder.resolve("out")).directory().resolve("bundle.json"))
                .content()
                .contains("\"version\" : \"1.2.3\"");
    }

    @Test
    void names_what_it_left_out() {
        execute();

        assertThat(terminal.err()).contains("row 14: no caption").contains("left out: missing.png: image_not_found");
    }

    @Test
    void keeps_the_embeddings_where_it_is_told_to() throws IOException {
        execute("--cache", path("cache"), "--decode-images", "0");

        try (var entries = Files.list(folder.resolve("cache"))) {
            assertThat(entries).anyMatch(entry -> entry.getFileName().toString().startsWith("image-embeddings-"));
        }
    }

    @Test
    void a_second_training_into_the_same_folder_is_refused() {
        execute();

        assertThat(execute()).isEqualTo(ExitCode.FAILED);
        assertThat(thrown).isInstanceOf(TrainingRefused.class).hasMessageContaining("choose another --out");
    }
}
