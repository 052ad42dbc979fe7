package captionstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import captionstream.PromptSet;
import captionstream.schemas.Topic;
import captionstream.schemas.registry.RegistrySettings;
import captionstream.schemas.registry.SchemaRegistryClient;
import captionstream.schemas.registry.SchemaRegistryException;
import captionstream.schemas.serde.AvroSerdes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our client and serializers work with a registry that others wrote. */
class ApicurioRegistryIT {
    private static URI registry;
    private static RunningProcess process;

    @BeforeAll
    static void start() throws Exception {
        int port = LoopbackPort.free();
        registry = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        process = RunningProcess.java(
                "-Xmx512m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                runnerJar().toString());
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest level = HttpRequest.newBuilder(URI.create(registry + "/config"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
                .build();
        await().atMost(RunningProcess.PATIENCE)
                .ignoreExceptions()
                .until(() -> http.send(level, BodyHandlers.discarding()).statusCode() == 200);
    }

    @AfterAll
    static void stop() throws Exception {
        process.close();
    }

    @Test
    void registersEverySchemaOfThePipelineAndReadsItBack() {
        for (Topic topic : Topic.values()) {
            int id = client().register(topic.subject(), topic.schema());

            assertThat(client().register(topic.subject(), topic.schema())).isEqualTo(id);
            assertThat(SchemaNormalization.toParsingForm(client().schema(id)))
                    .isEqualTo(SchemaNormalization.toParsingForm(topic.schema()));
            assertThat(client().latest(topic.subject()).version()).isEqualTo(1);
        }
        assertThat(client().subjects())
                .contains(Stream.of(Topic.values()).map(Topic::subject).toArray(String[]::new));
    }

    @Test
    void carriesRecords() {
        PromptSet prompts = new PromptSet("five", 1, List.of("a photo of"), Instant.EPOCH);
        byte[] written = AvroSerdes.using(client()).serializer(PromptSet.class).serialize("prompt-sets", prompts);

        assertThat(AvroSerdes.using(client()).deserializer(PromptSet.class).deserialize("prompt-sets", written))
                .isEqualTo(prompts);
    }

    @Test
    void tellsAnUnknownIdFromAnIncompatibleSchema() {
        Schema one = SchemaBuilder.record("R").fields().requiredInt("a").endRecord();
        Schema incompatible = SchemaBuilder.record("R")
                .fields()
                .requiredInt("a")
                .requiredInt("b")
                .endRecord();
        client().register("strict-value", one);

        assertThat(client().isCompatibleWithLatest("strict-value", incompatible))
                .isFalse();
        assertThatThrownBy(() -> client().register("strict-value", incompatible))
                .isInstanceOfSatisfying(SchemaRegistryException.class, e -> assertThat(e.isIncompatibleSchema())
                        .isTrue());
        assertThatThrownBy(() -> AvroSerdes.using(client())
                        .deserializer(PromptSet.class)
                        .deserialize("prompt-sets", new byte[] {0, 0, 1, 0, 0, 0}))
                .isInstanceOf(SerializationException.class);
    }

    private static SchemaRegistryClient client() {
        return new SchemaRegistryClient(RegistrySettings.of(registry));
    }

    private static Path runnerJar() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("target/foreign/apicurio"))) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
