package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code recompute.py} counts the captions of a run again with pandas and compares each record of the statistics and
 * the files of reports, to the last digit.
 */
class RecomputedIT {
    private static final Path SCRIPT =
            Path.of("src/test/resources/recompute/recompute.py").toAbsolutePath();
    private static final String PYTHON = "/usr/bin/python3";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long SEED = 1;
    private static final int RANDOM_CAPTIONS = 2_000;

    /** Of the captions the last, which none replaces. */
    private static final String CHANGED = "number 1999.";

    private static final Topic[] EXPORTED = {
        Topic.CAPTIONS,
        Topic.PROMPT_STATISTICS,
        Topic.PROMPT_RANKINGS,
        Topic.PROMPT_COMPATIBILITY,
        Topic.CAPTION_EXTREMES
    };

    @TempDir
    Path folder;

    @BeforeAll
    static void findPandas() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && new ProcessBuilder(PYTHON, "-c", "import pandas")
                                        .start()
                                        .waitFor()
                                == 0,
                "There is no pandas for " + PYTHON + " here, so nothing was computed again: apt-get install"
                        + " python3-pandas");
    }

    @Test
    void statistics_and_reports_of_random_captions_are_those_that_pandas_computes() throws Exception {
        // given
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0, 3);
                TopologyService topology = topology(broker.connection(), folder.resolve("state"));
                FlowingCaptions captions =
                        new FlowingCaptions(new NumberedCaptions(SEED).first(RANDOM_CAPTIONS), broker.connection())) {
            captions.publishAll();
            awaitCounted(broker.connection(), RANDOM_CAPTIONS);
            List<Path> reports = reports(broker.connection());

            // when, then
            awaitAgreement(broker.connection(), reports, "2 reports of 2000 captions");
            assertThat(topology.lateCaptions()).isPositive();
        }
        assertThatAChangedCaptionIsNoticed();
    }

    @Test
    void statistics_and_report_of_the_demo_are_those_that_pandas_computes() throws Exception {
        // given
        Path data = folder.resolve("data");
        Path report = folder.resolve("report");
        try (Captionstream demo = Captionstream.start(
                folder,
                Map.of("CAPTIONSTREAM_DATA_DIR", data.toString(), "CAPTIONSTREAM_REPORT", report.toString()),
                "demo",
                "--once",
                "--port=0",
                "--broker-port=0",
                "--registry-port=0")) {
            assertThat(demo.exitCode()).as(demo.output()).isZero();
        }

        // when, then: the demo ends as soon as the statistics over all time are complete
        try (RunningBroker broker = RunningBroker.on(data.resolve("broker"));
                TopologyService topology = topology(broker.connection(), data.resolve("streams"))) {
            awaitAgreement(broker.connection(), List.of(report), "1 reports of 145 captions");
            assertThat(topology.lateCaptions()).isZero();
        }
    }

    private static TopologyService topology(KafkaConnection kafka, Path state) {
        return TopologyService.start(
                TopologyConfig.builder(kafka, state).replication(1).build());
    }

    private static void awaitCounted(KafkaConnection kafka, long captions) {
        try (CountedCaptions counted = new CountedCaptions(kafka)) {
            await().atMost(PATIENCE).until(() -> counted.count() == captions);
        }
    }

    /** One of each model. */
    private List<Path> reports(KafkaConnection kafka) throws Exception {
        List<Path> reports = new ArrayList<>();
        for (String model : NumberedCaptions.MODELS) {
            Path report = folder.resolve("report-" + reports.size());
            String[] arguments = {"report", "--model-fingerprint", model, "--out", report.toString()};
            try (Captionstream command = Captionstream.start(folder, Captionstream.connectedTo(kafka), arguments)) {
                assertThat(command.exitCode()).as(command.output()).isZero();
            }
            reports.add(report);
        }
        return reports;
    }

    /** What is counted is published within two emissions. */
    private void awaitAgreement(KafkaConnection kafka, List<Path> reports, String compared) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            TopicExport.write(kafka, topics(), EXPORTED);
            assertThat(recompute(0, reports)).containsPattern("[1-9][0-9]+ records and " + compared);
        });
    }

    private void assertThatAChangedCaptionIsNoticed() throws Exception {
        List<String> lines = new ArrayList<>(Files.readAllLines(topics()));
        lines.replaceAll(line -> line.startsWith("{\"topic\":\"captions\"") && line.contains(CHANGED)
                ? line.replace("\"clip_score\":", "\"clip_score\":1")
                : line);
        Files.write(topics(), lines);
        assertThat(recompute(1, List.of())).contains("prompt-rankings");
    }

    private Path topics() {
        return folder.resolve("topics.jsonl");
    }

    private String recompute(int exitCode, List<Path> reports) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON, "-B", SCRIPT.toString(), topics().toString()));
        reports.forEach(report -> command.add(report.toString()));
        Path printed = folder.resolve("recompute.log");
        Process python = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        int code = python.waitFor();
        String output = Files.readString(printed, StandardCharsets.UTF_8);
        assertThat(code).as(output).isEqualTo(exitCode);
        return output;
    }
}
