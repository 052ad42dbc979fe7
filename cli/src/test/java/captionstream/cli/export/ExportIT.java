package captionstream.cli.export;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.cli.PlantedPipeline;
import captionstream.cli.SampleRecords;
import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.schemas.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportIT {
    private final CapturedTerminal terminal = new CapturedTerminal();

    @TempDir
    private Path directory;

    private PlantedPipeline pipeline;

    @BeforeEach
    void start(@TempDir Path data) {
        pipeline = new PlantedPipeline(data);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void committed_captions_that_pass_come_into_the_file_and_the_same_topic_gives_the_same_bytes() throws IOException {
        send(SampleRecords.caption("owl", 0, "A photo of", 31));
        send(SampleRecords.caption("cat", 0, "A photo of", 30));
        send(SampleRecords.caption("dog", 0, "A photo of", 10));
        try (Producer<byte[], byte[]> open = pipeline.transactionalProducer("aborts")) {
            PlantedPipeline.position(open, record(SampleRecords.caption("ghost", 0, "A photo of", 99)));
            open.abortTransaction();
        }

        for (String name : new String[] {"one.csv", "two.csv"}) {
            assertThat(export(name, "--min-clip-score", "25"))
                    .as(terminal.err())
                    .isEqualTo(ExitCode.OK);
        }

        assertThat(lines("one.csv").map(line -> line.split(",")[0])).containsExactly("image_id", "cat", "owl");
        assertThat(Files.readAllBytes(directory.resolve("two.csv")))
                .isEqualTo(Files.readAllBytes(directory.resolve("one.csv")));
        assertThat(terminal.out()).startsWith("wrote 2 of 3 captions to ");
    }

    @Test
    void json_lines_are_limited_to_the_best_of_the_first_images() throws IOException {
        send(SampleRecords.caption("cat", 0, "A photo of", 20));
        send(SampleRecords.caption("cat", 1, "This shows", 30));
        send(SampleRecords.caption("dog", 0, "A photo of", 10));

        assertThat(export("c.jsonl", "--format", "jsonl", "--best-per-image", "--limit", "1"))
                .isEqualTo(ExitCode.OK);

        assertThat(lines("c.jsonl")).singleElement().asString().contains("\"image_id\":\"cat\"", "\"This shows\"");
    }

    @Test
    void a_record_that_cannot_be_decoded_is_named_and_counts_as_a_failure_unless_told_otherwise() throws IOException {
        pipeline.send(new ProducerRecord<>(Topic.CAPTIONS.topicName(), utf8("cat"), utf8("no Avro")));
        send(SampleRecords.caption("dog", 0, "A photo of", 10));

        assertThat(export("a.csv")).isEqualTo(ExitCode.FAILED);
        assertThat(export("b.csv", "--ignore-unreadable")).isEqualTo(ExitCode.OK);

        assertThat(terminal.err())
                .contains("unreadable record captions-0@0: ", "1 record could not be read and was left out");
        assertThat(lines("a.csv")).hasSize(2);
    }

    @Test
    void images_that_cannot_be_read_count_as_a_failure_unless_told_otherwise() throws IOException {
        send(SampleRecords.caption("dog", 0, "A photo of", 10));

        assertThat(export("s1", "--format", "webdataset")).isEqualTo(ExitCode.FAILED);
        assertThat(export("s2", "--format", "webdataset", "--ignore-unreadable"))
                .isEqualTo(ExitCode.OK);

        assertThat(terminal.out()).contains("wrote 0 of 1 captions with 0 images in 0 shards to ");
        assertThat(terminal.err()).contains("1 image could not be read and was left out");
        assertThat(directory.resolve("s1")).isEmptyDirectory();
    }

    @Test
    void a_file_of_before_is_replaced_and_a_folder_is_not() throws IOException {
        Files.writeString(directory.resolve("a.csv"), "old");
        Files.createDirectory(directory.resolve("b.csv"));

        assertThat(export("a.csv")).isEqualTo(ExitCode.OK);
        assertThat(export("b.csv")).isEqualTo(ExitCode.USAGE);

        assertThat(lines("a.csv")).hasSize(1);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("a.csv", "b.csv");
    }

    private int export(String out, String... flags) {
        String path = directory.resolve(out).toString();
        return pipeline.execute(
                terminal,
                Stream.concat(Stream.of("export", "--out", path), Stream.of(flags))
                        .toArray(String[]::new));
    }

    private void send(Caption caption) {
        pipeline.send(record(caption));
    }

    private ProducerRecord<byte[], byte[]> record(Caption caption) {
        return pipeline.record(Topic.CAPTIONS, caption.getImageId(), caption);
    }

    private Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
