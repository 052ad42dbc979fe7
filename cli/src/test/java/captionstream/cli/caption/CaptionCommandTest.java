package captionstream.cli.caption;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.worker.train.RandomBundle;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on a tiny model with random weights. */
class CaptionCommandTest {
    private final CapturedTerminal terminal = new CapturedTerminal();

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        RandomBundle.write(folder.resolve("model"), RandomBundle.TINY, 1);
        image("black.png", 0);
        image("white.png", 0xffffff);
        Files.writeString(folder.resolve("text.png"), "no image");
    }

    @Test
    void json_carries_every_field_of_the_record() throws IOException {
        int exitCode = execute("--json", "--image", path("black.png"), path("white.png"));

        List<JsonNode> captions = new ArrayList<>();
        for (String line : terminal.out().lines().toList()) {
            captions.add(new ObjectMapper().readTree(line));
        }
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(captions).hasSize(10).allSatisfy(caption -> {
            assertThat(Caption.getClassSchema().getFields())
                    .extracting(Schema.Field::name)
                    .allMatch(caption::has);
            assertThat(caption.get("caption").asText())
                    .startsWith(caption.get("prompt").asText());
            assertThat(caption.get("control_score").isNumber()).isTrue();
            assertThat(caption.get("prompt_count").asInt()).isEqualTo(5);
        });
    }

    @Test
    void sampled_captions_come_again_with_their_seed_and_name_their_settings() {
        String[] sampled = {"--json", "--image", path("black.png"), "--prompt", "A photo of", "--top-p", "0.9"};

        List<String> first = captionsWith(sampled, "--seed=-7");
        List<String> again = captionsWith(sampled, "--seed=-7");
        List<String> other = captionsWith(sampled, "--seed=8");

        assertThat(again).isEqualTo(first);
        assertThat(other.get(0)).isNotEqualTo(first.get(0));
        assertThat(first.get(1)).isEqualTo("sampling,temperature=1.0,top_k=0,top_p=0.9,seed=-7,max_new_tokens=30");
    }

    @Test
    void every_step_names_as_many_alternatives_as_asked_for_the_one_chosen_first() throws IOException {
        execute("--json", "--image", path("black.png"), "--prompt", "A photo of", "--alternatives", "4");

        JsonNode tokens = new ObjectMapper().readTree(terminal.out()).get("tokens");
        assertThat(tokens).isNotEmpty().allSatisfy(token -> {
            assertThat(token.get("alternatives")).hasSize(4);
            assertThat(token.at("/alternatives/0/id")).isEqualTo(token.get("id"));
            assertThat(token.at("/alternatives/0/text")).isEqualTo(token.get("text"));
            assertThat(token.at("/alternatives/0/log_prob")).isEqualTo(token.get("log_prob"));
        });
    }

    @Test
    void captions_in_float16_say_so() {
        assertThat(captionsWith(new String[] {"--json", "--image", path("black.png")}, "--dtype=float16"))
                .element(1)
                .isEqualTo("greedy,max_new_tokens=30,dtype=float16");
    }

    @Test
    void references_give_every_caption_a_score_against_them() throws IOException {
        execute("--json", "--image", path("black.png"), "--reference", "a night", "--reference", "black");

        assertThat(terminal.out().lines()).hasSize(5);
        for (String line : terminal.out().lines().toList()) {
            assertThat(new ObjectMapper().readTree(line).get("ref_clip_score").isNumber())
                    .isTrue();
        }
    }

    @Test
    void an_image_that_cannot_be_read_does_not_keep_the_others_from_their_captions() {
        int exitCode = execute("--image", path("text.png"), path("black.png"), "--prompt", "A photo of");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(terminal.err()).contains("not captioned: ", "text.png: unknown_image_format");
        assertThat(terminal.out().lines()).hasSize(2).element(0).asString().endsWith("black.png");
    }

    private List<String> captionsWith(String[] arguments, String last) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.add(last);
        long before = terminal.out().lines().count();
        execute(line.toArray(String[]::new));
        return terminal.out()
                .lines()
                .skip(before)
                .map(CaptionCommandTest::textAndDecoding)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> textAndDecoding(String json) {
        try {
            JsonNode caption = new ObjectMapper().readTree(json);
            return List.of(
                    caption.get("caption").asText(), caption.get("decoding").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int execute(String... arguments) {
        List<String> line = new ArrayList<>(List.of("--model", path("model")));
        line.addAll(List.of(arguments));
        return new CommandLine(new CaptionCommand(terminal.plain())).execute(line.toArray(String[]::new));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void image(String name, int colour) throws IOException {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 64; pixel++) {
            image.setRGB(pixel % 8, pixel / 8, colour);
        }
        ImageIO.write(image, "png", folder.resolve(name).toFile());
    }
}
