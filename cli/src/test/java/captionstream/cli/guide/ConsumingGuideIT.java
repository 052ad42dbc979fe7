package captionstream.cli.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.cli.PlantedPipeline;
import captionstream.cli.SampleRecords;
import captionstream.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumingGuideIT {
    /** In a Java of its own, in which nothing has told Avro yet what to trust. */
    @Test
    void the_java_snippet_prints_the_captions_of_a_broker(@TempDir Path data, @TempDir Path folder) throws IOException {
        try (PlantedPipeline pipeline = new PlantedPipeline(data)) {
            pipeline.send(pipeline.record(Topic.CAPTIONS, "cat", SampleRecords.caption("cat", 0, "A photo of", 20.5)));
            String snippet = ConsumingGuide.snippets("java")
                    .get(0)
                    .replace("localhost:19092", pipeline.connection().bootstrapServers())
                    .replace(
                            "http://localhost:18081",
                            pipeline.connection().schemaRegistryUrl().toString());
            ConsumingGuide.compile(snippet, folder);

            assertPrints(folder, ConsumingGuide.className(snippet), " 20.50  cat  A photo of a cat.");
        }
    }

    private static void assertPrints(Path folder, String main, String line) throws IOException {
        Path output = folder.resolve("output");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = folder + System.getProperty("path.separator") + ConsumingGuide.classPath();
        Process process = new ProcessBuilder(java, "-cp", classPath, main)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(Files.readString(output)).contains(line));
        } finally {
            process.destroyForcibly();
        }
    }
}
