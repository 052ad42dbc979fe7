package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong comes out as a dead letter that says why, and nothing else is disturbed. */
class BadInputIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path APPLE = Path.of("../demo/images/red-apple.twemoji.png");

    @TempDir
    Path folder;

    @Test
    void every_bad_input_becomes_one_dead_letter_and_the_good_images_their_captions() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        try (Captionstream demo = Captionstream.demo(folder, images)) {
            await().atMost(PATIENCE).until(() -> demo.output().contains("Dashboard: http"));
            KafkaConnection kafka = KafkaConnection.to(
                    demo.printed("--bootstrap-servers (\\S+)"), URI.create(demo.printed("--registry (\\S+)")));

            // when
            Map<String, String> expected = publishBadInput(kafka, images);
            publish(
                    kafka,
                    "good",
                    Files.copy(APPLE, images.resolve("apple.png")).toUri().toString());

            // then
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(deadLetters(kafka)).containsExactlyInAnyOrderEntriesOf(expected);
                assertThat(TopicContents.of(kafka, Topic.CAPTIONS, Caption.class))
                        .extracting(Caption::getImageId)
                        .containsOnly("good")
                        .hasSize(5);
            });
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(state(demo.printed("Dashboard: (\\S+)")))
                    .contains("\"good\"", "unknown_image_format"));
            assertThat(demo.isRunning()).isTrue();
            assertThat(demo.terminate()).isIn(0, 143);
        }
    }

    /** The reason expected of each key. */
    private Map<String, String> publishBadInput(KafkaConnection kafka, Path images) throws Exception {
        byte[] apple = Files.readAllBytes(APPLE);
        String missing = images.resolve("missing.png").toUri().toString();
        String truncated = file(images, "truncated.png", java.util.Arrays.copyOf(apple, apple.length / 2));
        String text = file(images, "text.png", "no image at all".getBytes(StandardCharsets.UTF_8));
        String empty = file(images, "empty.png", new byte[0]);
        String oversized = file(images, "oversized.png", new byte[21 << 20]);
        publish(kafka, "missing", missing);
        publish(kafka, "truncated", truncated);
        publish(kafka, "text", text);
        publish(kafka, "empty", empty);
        publish(kafka, "oversized", oversized);
        publish(kafka, "broken-uri", "http://[not a uri");
        publish(kafka, "elsewhere", Path.of("/etc/hostname").toUri().toString());
        publish(kafka, "metadata", "http://169.254.169.254/latest/meta-data/");
        publish(kafka, "gopher", "gopher://example.org/image.png");
        publish(kafka, "not-avro", new byte[] {0, 1, 2, 3});
        return Map.of(
                "missing", "image_not_found",
                "truncated", "corrupt_image",
                "text", "unknown_image_format",
                "empty", "empty_image",
                "oversized", "image_too_large",
                "broken-uri", "invalid_uri",
                "elsewhere", "forbidden_location",
                "metadata", "forbidden_location",
                "gopher", "unsupported_scheme",
                "not-avro", "undecodable_record");
    }

    private static String file(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toUri().toString();
    }

    private static void publish(KafkaConnection kafka, String id, String uri) throws Exception {
        ImageEvent event = ImageEvent.newBuilder()
                .setId(id)
                .setUri(uri)
                .setTime(Instant.now())
                .build();
        publish(
                kafka,
                id,
                AvroSerdes.using(kafka).serializer(ImageEvent.class).serialize(Topic.IMAGE_EVENTS.topicName(), event));
    }

    private static void publish(KafkaConnection kafka, String key, byte[] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka.clientConfig(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topic.IMAGE_EVENTS.topicName(), key, value))
                    .get();
        }
    }

    private static Map<String, String> deadLetters(KafkaConnection kafka) {
        List<DeadLetter> letters = TopicContents.of(kafka, Topic.DEAD_LETTERS, DeadLetter.class);
        return letters.stream()
                .collect(Collectors.toMap(
                        letter -> StandardCharsets.UTF_8
                                .decode(letter.getKey().duplicate())
                                .toString(),
                        DeadLetter::getReason));
    }

    private static String state(String dashboard) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(dashboard + "api/state"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
