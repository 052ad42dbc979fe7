package captionstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.PlantedPipeline;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {
    private final CapturedTerminal terminal = new CapturedTerminal();

    @Test
    void a_report_from_the_topic_and_one_from_its_results_are_the_same_files(
            @TempDir Path data, @TempDir Path directory) throws IOException {
        Path fromTopic = directory.resolve("topic");
        Path fromFile = directory.resolve("file");
        try (PlantedPipeline pipeline = new PlantedPipeline(data)) {
            for (int image = 0; image < 3; image++) {
                String id = "image-" + image;
                for (int prompt = 0; prompt < 2; prompt++) {
                    pipeline.send(pipeline.record(
                            Topic.CAPTIONS,
                            id,
                            SampleRecords.caption(
                                    id, prompt, PlantedPipeline.PROMPTS.get(prompt), 20 + image - prompt)));
                }
            }
            assertThat(pipeline.execute(terminal, "report", "--out", fromTopic.toString()))
                    .as(terminal.err())
                    .isEqualTo(ExitCode.OK);
            String results = fromTopic.resolve("results.csv").toString();
            assertThat(pipeline.execute(terminal, "report", "--out", fromFile.toString(), "--from", results))
                    .as(terminal.err())
                    .isEqualTo(ExitCode.OK);
        }

        List<Path> files = files(fromTopic);
        assertThat(files(fromFile)).hasSameSizeAs(files).hasSize(24);
        assertThat(files).allSatisfy(file -> assertThat(fromFile.resolve(file.getFileName()))
                .hasSameBinaryContentAs(file));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
