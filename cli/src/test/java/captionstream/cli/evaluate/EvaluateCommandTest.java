package captionstream.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ErrorLines;
import captionstream.cli.console.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On the demo's bundle, whose captions of these images are known. */
class EvaluateCommandTest {
    private static final String SAID = """
            image,caption
            airplane.png,An airplane.
            airplane.png,A plane in the sky
            bicycle.png,a bicycle
            fire-engine.png,A fire engine
            light-bulb.png,A lamp!
            """;

    private final CapturedTerminal terminal = new CapturedTerminal();

    @TempDir
    private Path folder;

    @BeforeEach
    void images() throws IOException {
        copy("airplane.noto.png", "airplane.png");
        copy("bicycle.twemoji.png", "bicycle.png");
        copy("fire-engine.twemoji.png", "fire-engine.png");
        copy("light-bulb.fluent-3d.png", "light-bulb.png");
    }

    @Test
    void captions_are_compared_with_what_people_wrote_without_their_prompt() throws IOException {
        int exitCode = execute("--pairs", file("pairs.csv", SAID), "--prompt", "A photo of", "--json");

        // an airplane | a bicycle | a fire engine | a light bulb
        JsonNode figures = json().get("prompts").get(0);
        assertThat(exitCode).isEqualTo(ExitCode.OK);
        assertThat(figures.get("prompt").asText()).isEqualTo("A photo of");
        assertThat(figures.get("captions").asInt()).isEqualTo(4);
        assertThat(figures.get("exact").asInt()).isEqualTo(3);
        // Words 2 + 2 + 3 + 1 of 10, pairs 1 + 1 + 2 + 0 of 6, threes 1 of 2; 10 words against 9 wanted.
        assertThat(figures.get("bleu_1").asDouble()).isCloseTo(8 / 10.0, within(1e-12));
        assertThat(figures.get("bleu_2").asDouble()).isCloseTo(Math.sqrt(8 / 10.0 * 4 / 6.0), within(1e-12));
        assertThat(figures.get("bleu_3").asDouble()).isCloseTo(Math.cbrt(8 / 10.0 * 4 / 6.0 / 2), within(1e-12));
        assertThat(figures.get("bleu_4").asDouble()).isZero();
        assertThat(json().get("overall")).isEqualTo(((ObjectNode) figures).without("prompt"));
    }

    @Test
    void clip_scores_say_that_the_captions_saw_their_images() throws IOException {
        execute("--pairs", file("pairs.csv", SAID), "--prompt", "A photo of", "--prompt", "This is", "--json");

        JsonNode overall = json().get("overall");
        assertThat(overall.get("captions").asInt()).isEqualTo(8);
        assertThat(overall.get("clip_score").asDouble()).isGreaterThan(60);
        assertThat(overall.get("grounding").asDouble())
                .isCloseTo(
                        overall.get("clip_score").asDouble()
                                - overall.get("control_score").asDouble(),
                        within(1e-5))
                .isGreaterThan(40);
        assertThat(overall.get("ref_clip_score").asDouble()).isBetween(60.0, 143.0);
    }

    @Test
    void with_its_prompt_no_caption_is_what_people_wrote() throws IOException {
        execute("--pairs", file("pairs.csv", SAID), "--prompt", "A photo of", "--json", "--whole-captions");

        assertThat(json().get("overall").get("exact").asInt()).isZero();
    }

    @Test
    void people_get_a_table_with_a_row_for_each_prompt_and_one_for_all() throws IOException {
        execute("--pairs", file("pairs.csv", SAID), "--prompt", "A photo of", "--prompt", "This is");

        assertThat(terminal.out().lines())
                .satisfiesExactly(
                        header -> assertThat(header).startsWith("prompt       captions    CLIP"),
                        photo -> assertThat(photo).matches("A photo of +4 .* 0\\.8000 .* 3"),
                        is -> assertThat(is).matches("This is +4 .*"),
                        all -> assertThat(all).matches("all prompts +8 .*"),
                        summary -> assertThat(summary).startsWith("4 images, model sha256:"));
    }

    @Test
    void an_image_that_cannot_be_captioned_is_listed_and_the_rest_measured_without_it() throws IOException {
        Files.writeString(folder.resolve("text.png"), "no image");
        String pairs = SAID + "text.png,a text\nmissing.png,a hole\n/etc/hostname,a secret\nbicycle.png,\n";

        int exitCode = execute("--pairs", file("pairs.csv", pairs), "--prompt", "A photo of", "--json");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(json().get("images").asInt()).isEqualTo(4);
        assertThat(json().get("left_out").asInt()).isEqualTo(1);
        assertThat(json().get("overall").get("exact").asInt()).isEqualTo(3);
        assertThat(json().get("failed").findValuesAsText("reason"))
                .satisfiesExactly(
                        text -> assertThat(text).startsWith("unknown_image_format: "),
                        missing -> assertThat(missing).startsWith("image_not_found: "),
                        secret -> assertThat(secret).startsWith("forbidden_location: "));
        assertThat(terminal.err())
                .contains("not captioned: ", "left out: ", "row 9: no caption", "captioned 7 of 7, 3 failed");
    }

    @Test
    void reads_coco_annotations() throws IOException {
        String annotations = file("coco.json", """
                {"images": [{"id": 7, "file_name": "bicycle.png"}, {"id": 8, "file_name": "airplane.png"}],
                 "annotations": [{"image_id": 7, "caption": "A bicycle. "}, {"image_id": 8, "caption": "  "}]}""");

        int exitCode = execute(
                "--coco-annotations", annotations, "--images", folder.toString(), "--prompt", "A photo of", "--json");

        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(json().get("overall").get("exact").asInt()).isEqualTo(1);
        assertThat(terminal.err()).contains("airplane.png: nobody has captioned it");
    }

    @Test
    void takes_only_the_first_images_where_that_is_asked_for() throws IOException {
        execute("--pairs", file("pairs.csv", SAID), "--prompt", "A photo of", "--limit", "2", "--json");

        assertThat(json().get("images").asInt()).isEqualTo(2);
    }

    @Test
    void says_so_where_no_image_could_be_captioned() throws IOException {
        assertThat(failure("--pairs", file("pairs.csv", "image,caption\nmissing.png,a hole\n")))
                .isEqualTo("None of the 1 images could be captioned");
    }

    @Test
    void says_what_is_wrong_with_its_input() throws IOException {
        String pairs = file("pairs.csv", SAID);

        assertThat(failure("--coco-annotations", "x.json")).startsWith("--coco-annotations needs --images");
        assertThat(failure("--pairs", pairs, "--images", pairs)).startsWith("No such directory: ");
        assertThat(failure("--pairs", pairs, "--limit", "0")).startsWith("--limit is 0");
        assertThat(failure("--pairs", folder.resolve("none.csv").toString())).startsWith("No such file");
        assertThat(failure("--pairs", file("empty.csv", "image,caption\n"))).endsWith("has no image with a caption");
    }

    private String failure(String... arguments) {
        List<CommandFailure> failures = new ArrayList<>();
        command()
                .setExecutionExceptionHandler((thrown, line, parsed) -> {
                    failures.add(ErrorLines.explain(thrown));
                    return 1;
                })
                .execute(onTheDemoModel(arguments));
        return failures.get(0).line();
    }

    private int execute(String... arguments) {
        return command().execute(onTheDemoModel(arguments));
    }

    private CommandLine command() {
        return new CommandLine(new EvaluateCommand(terminal.plain()));
    }

    private static String[] onTheDemoModel(String... arguments) {
        List<String> line = new ArrayList<>(List.of("--model", "../demo/model"));
        line.addAll(List.of(arguments));
        return line.toArray(String[]::new);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(terminal.out());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void copy(String sample, String name) throws IOException {
        Files.copy(Path.of("../demo/images", sample), folder.resolve(name));
    }
}
