package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the dashboard of a demo goes through the whole pipeline and comes back. */
class TriedImagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path APPLE = Path.of("../demo/images/red-apple.twemoji.png");

    private final HttpClient client = HttpClient.newHttpClient();
    private String dashboard = "";

    @TempDir
    Path folder;

    @Test
    void an_uploaded_image_is_captioned_and_a_missing_one_too_once_it_is_there_and_replayed() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        try (Captionstream demo = Captionstream.demo(folder, images)) {
            await().atMost(PATIENCE).until(() -> demo.output().contains("Dashboard: http"));
            dashboard = demo.printed("Dashboard: (\\S+)");

            // when
            String upload = post("api/uploads", "application/octet-stream", BodyPublishers.ofFile(APPLE))
                    .get("upload")
                    .asText();
            String uploaded = tryImage("{\"upload\":\"" + upload + "\",\"prompts\":[\"A drawing of\"]}");
            String missing = tryImage("{\"uri\":\"" + images.resolve("late.png").toUri() + "\"}");

            // then
            await().atMost(PATIENCE)
                    .until(() -> image(uploaded).isPresent() && letter(missing).isPresent());
            JsonNode captions = image(uploaded).orElseThrow().get("captions");
            assertThat(captions).hasSize(1);
            assertThat(captions.get(0).get("caption").asText())
                    .startsWith("A drawing of")
                    .contains("apple");
            assertThat(thumbnail(uploaded).headers().firstValue("Content-Type")).hasValue("image/jpeg");

            // when
            Files.copy(APPLE, images.resolve("late.png"));
            JsonNode letter = letter(missing).orElseThrow();
            String place = "{\"partition\":" + letter.get("letter_partition") + ",\"offset\":"
                    + letter.get("letter_offset") + "}";
            BodyPublisher chosen = BodyPublishers.ofString("{\"letters\":[" + place + "]}");
            assertThat(post("api/dead-letters/replay", "application/json", chosen)
                            .get("replayed")
                            .asInt())
                    .isEqualTo(1);

            // then
            await().atMost(PATIENCE).until(() -> image(missing)
                    .filter(image -> !image.get("winner").isNull())
                    .isPresent());
            assertThat(letter(missing).orElseThrow().get("replayed").asBoolean())
                    .isTrue();
            assertThat(demo.terminate()).isIn(0, 143);
        }
    }

    private String tryImage(String json) throws IOException, InterruptedException {
        return post("api/try", "application/json", BodyPublishers.ofString(json))
                .get("image_id")
                .asText();
    }

    private Optional<JsonNode> image(String id) throws IOException, InterruptedException {
        return entry(state().get("images"), "id", id);
    }

    private Optional<JsonNode> letter(String imageId) throws IOException, InterruptedException {
        return entry(state().at("/dead_letters/latest"), "image_id", imageId);
    }

    private static Optional<JsonNode> entry(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(entry -> entry.get(field).asText().equals(value))
                .findFirst();
    }

    private HttpResponse<byte[]> thumbnail(String id) throws IOException, InterruptedException {
        String path = image(id).orElseThrow().get("thumbnail").asText();
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    private JsonNode state() throws IOException, InterruptedException {
        return new ObjectMapper()
                .readTree(client.send(request("api/state").build(), BodyHandlers.ofString())
                        .body());
    }

    private JsonNode post(String path, String type, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest post = request(path).header("Content-Type", type).POST(body).build();
        HttpResponse<String> answer = client.send(post, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(dashboard + path));
    }
}
