package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a new user runs it, with the model and the images that ship. */
class DemoIT {
    private static final Path SAMPLES = Path.of("../demo/images");
    private static final int PROMPTS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void once_captions_the_sample_images_truly_and_ranks_the_five_prompts() throws Exception {
        // when
        try (Captionstream demo =
                demo("--once", "--report", folder.resolve("report").toString())) {
            int exitCode = demo.exitCode();

            // then
            assertThat(exitCode).as(demo.output()).isZero();
            assertThat(demo.output())
                    .contains("A detailed photo of", "This image shows", "A realistic image of")
                    .contains("An image of", "A picture that depicts", "none lost");
        }
        List<String> rows = Files.readAllLines(folder.resolve("report/results.csv"));
        assertThat(rows).hasSize(1 + PROMPTS * samples().size());
        assertThat(samples().stream().filter(sample -> isNamed(sample, rows)).count())
                .as("sample images whose captions name what they show")
                .isGreaterThanOrEqualTo(samples().size() * 4L / 5);
        assertThat(Files.readAllLines(folder.resolve("report/prompt_summary.csv")))
                .hasSize(1 + PROMPTS);
        assertThat(folder.resolve("report/report.html")).isNotEmptyFile();
    }

    @Test
    void killed_in_the_middle_it_continues_and_captions_every_image_once() throws Exception {
        // given
        try (Captionstream demo = demo()) {
            await().atMost(PATIENCE).until(() -> demo.output().contains("demo/airplane"));
            demo.kill();
        }

        // when
        try (Captionstream demo = demo("--once", "--stall-timeout", "120")) {
            assertThat(demo.exitCode()).as(demo.output()).isZero();
        }

        // then
        try (RunningBroker broker = RunningBroker.on(folder.resolve("data/broker"))) {
            List<Caption> captions = TopicContents.of(broker.connection(), Topic.CAPTIONS, Caption.class);
            assertThat(captions)
                    .extracting(caption -> caption.getImageId() + " | " + caption.getPrompt())
                    .hasSize(PROMPTS * samples().size())
                    .doesNotHaveDuplicates();
        }
    }

    private Captionstream demo(String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of("demo", "--data-dir", folder.resolve("data").toString(), "--port", "0"),
                        Stream.of("--broker-port", "0", "--registry-port", "0", "--query-port", "0"))
                .toList();
        return Captionstream.start(
                folder, Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static List<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    /** Whether most captions of a file such as {@code fire-engine.twemoji.png} say "fire engine". */
    private static boolean isNamed(String sample, List<String> rows) {
        String name = sample.substring(0, sample.indexOf('.')).replace('-', ' ');
        String id = "demo/" + sample.substring(0, sample.lastIndexOf('.'));
        return rows.stream()
                        .filter(row -> row.contains(id))
                        .filter(row ->
                                row.toLowerCase(Locale.ROOT).replace(id, "").contains(name))
                        .count()
                > PROMPTS / 2;
    }
}
