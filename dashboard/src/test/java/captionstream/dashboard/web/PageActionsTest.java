package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.ImageEvent;
import captionstream.PromptSet;
import captionstream.dashboard.Samples;
import captionstream.dashboard.access.Access;
import captionstream.dashboard.access.BearerAccess;
import captionstream.dashboard.publish.PublishFailedException;
import captionstream.dashboard.replay.ReplayFailedException;
import captionstream.dashboard.replay.ReplayResult;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.Thumbnails;
import captionstream.dashboard.upload.UploadFolder;
import captionstream.dashboard.upload.UploadRefusedException;
import captionstream.dashboard.upload.UploadSettings;
import captionstream.schemas.RecordPosition;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageActionsTest {
    private static final int MAX_UPLOAD = 1_000;
    private static final String TOKEN = "0123456789abcdef";

    private final PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 10, Samples.PROMPTS);
    private final EventStream events = new EventStream(state, 2);
    private final List<ImageEvent> published = new ArrayList<>();
    private final List<Set<RecordPosition>> replayed = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable String trouble;
    private UploadFolder uploads;
    private PageServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        uploads = UploadFolder.open(new UploadSettings(directory, MAX_UPLOAD, 10_000), PageActionsTest::format);
        server = serve(new PageActions(this::publish, uploads, this::replay), Access.everybody());
    }

    @AfterEach
    void stop() {
        events.close();
        server.close();
    }

    @Test
    void anUploadedImageIsPublishedWithItsDigestAndPrompts() throws Exception {
        String upload = json(upload("PNG picture")).get("upload").asText();
        HttpResponse<String> answer =
                post("/api/try", "{\"upload\":\"" + upload + "\",\"prompts\":[\"A cat\",\"A dog\"]}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(published).singleElement().satisfies(event -> {
            assertThat(event.getId())
                    .isEqualTo(json(answer).get("image_id").asText())
                    .matches("try-[0-9a-f]{16}");
            assertThat(event.getUri()).startsWith("file:///").endsWith("/" + upload + ".png");
            assertThat(event.getSha256()).isEqualTo(upload);
            assertThat(event.getPrompts()).containsExactly("A cat", "A dog");
            assertThat(event.getAttributes()).containsEntry("published_by", "dashboard");
        });
    }

    @Test
    void anImageAtAUriIsPublishedAsItIsAndEachTimeAnew() throws Exception {
        post("/api/try", "{\"uri\":\"https://images.example/a.png?key=1\"}");
        post("/api/try", "{\"uri\":\"https://images.example/a.png?key=1\",\"prompts\":null}");

        assertThat(published).extracting(ImageEvent::getUri).containsOnly("https://images.example/a.png?key=1");
        assertThat(published).extracting(ImageEvent::getId).doesNotHaveDuplicates();
        assertThat(published).extracting(ImageEvent::getPrompts).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{",
                "{\"uri\":\"\"}",
                "{\"uri\":\"x\",\"upload\":\"y\"}",
                "{\"uri\":\"x\",\"surprise\":1}",
                "{\"uri\":[\"x\"]}",
                "{\"uri\":\"x\",\"prompts\":[]}",
                "{\"uri\":\"x\",\"prompts\":[null]}",
                "{\"uri\":\"x\",\"prompts\":[\"same\",\"same\"]}",
                "{\"uri\":\"x\",\"prompts\":[\"line\\nbreak\"]}"
            })
    void whatIsNoRequestIsRefusedWithAReason(String body) throws Exception {
        HttpResponse<String> answer = post("/api/try", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).isNotBlank();
        assertThat(published).isEmpty();
    }

    @Test
    void anUploadThatIsGoneIsSaidToBe() throws Exception {
        assertThat(post("/api/try", "{\"upload\":\"../../etc/passwd\"}").statusCode())
                .isEqualTo(409);
        assertThat(post("/api/try", "{\"upload\":\"" + "0".repeat(64) + "\"}").statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsNoImageIsNotKept() throws Exception {
        HttpResponse<String> answer = upload("<svg onload=alert(1)>");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("error").asText()).contains("begin like none");
    }

    @Test
    void anUploadIsCountedWhileItIsRead() throws Exception {
        byte[] large = new byte[MAX_UPLOAD + 1];
        HttpRequest ofUnknownLength = request("/api/uploads")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build();

        assertThat(client.send(ofUnknownLength, BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
        assertThat(rawStatus("Content-Length: 99999999999\r\n")).contains(" 413 ");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none"
    })
    void otherSitesCannotMakeABrowserDoAnything(String header, String value) throws Exception {
        for (String path : List.of("/api/try", "/api/uploads", "/api/dead-letters/replay")) {
            HttpRequest forged = request(path)
                    .header("Content-Type", "application/json")
                    .header(header, value)
                    .POST(BodyPublishers.ofString("{\"uri\":\"x\"}"))
                    .build();

            assertThat(client.send(forged, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(published).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png"
            })
    void typesThatAFormCanSendAreNotTaken(String type) throws Exception {
        for (String path : List.of("/api/try", "/api/uploads", "/api/dead-letters/replay")) {
            HttpRequest form = request(path)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofString("{\"uri\":\"x\"}"))
                    .build();

            assertThat(client.send(form, BodyHandlers.ofString()).statusCode())
                    .as(path)
                    .isEqualTo(415);
        }
    }

    @Test
    void thePageItselfIsOfTheSameOrigin() throws Exception {
        HttpRequest own = request("/api/try")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Origin", "http://127.0.0.1:" + server.port())
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("{\"uri\":\"x\"}"))
                .build();

        assertThat(client.send(own, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    @Test
    void moreThanThirtyAMinuteAreToldToWait() throws Exception {
        HttpResponse<String> answer = post("/api/try", "{\"uri\":\"x\"}");
        for (int more = 0; more < 40; more++) {
            answer = post("/api/try", "{\"uri\":\"x\"}");
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 2L);
        assertThat(published).hasSizeBetween(30, 35);
    }

    @Test
    void aClusterThatTakesNothingIsSaidSo() throws Exception {
        trouble = "Kafka did not take it";

        assertThat(json(post("/api/try", "{\"uri\":\"x\"}")).get("error").asText())
                .isEqualTo("Kafka did not take it.");
        HttpResponse<String> answer =
                post("/api/dead-letters/replay", "{\"letters\":[{\"partition\":0,\"offset\":1}]}");
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Test
    void theChosenDeadLettersAreReplayed() throws Exception {
        HttpResponse<String> answer = post(
                "/api/dead-letters/replay",
                "{\"letters\":[{\"partition\":0,\"offset\":17},{\"partition\":2,\"offset\":4}]}");

        assertThat(json(answer).get("replayed").asLong()).isEqualTo(1);
        assertThat(json(answer).at("/skipped/already replayed").asLong()).isEqualTo(1);
        assertThat(replayed)
                .containsExactly(
                        Set.of(new RecordPosition("dead-letters", 0, 17), new RecordPosition("dead-letters", 2, 4)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"letters\":[]}",
                "{\"letters\":[null]}",
                "{\"letters\":[{\"partition\":0}]}",
                "{\"letters\":[{\"partition\":0,\"offset\":1,\"topic\":\"other\"}]}",
                "{\"letters\":\"all\"}"
            })
    void lettersThatAreNotNamedAreNotReplayed(String body) throws Exception {
        assertThat(post("/api/dead-letters/replay", body).statusCode()).isEqualTo(400);
        assertThat(replayed).isEmpty();
    }

    @Test
    void readOnlyThereIsNothingToPostTo() throws Exception {
        server.close();
        server = serve(PageActions.NONE, Access.everybody());

        for (String path : List.of("/api/try", "/api/uploads", "/api/dead-letters/replay")) {
            assertThat(post(path, "{}").statusCode()).as(path).isIn(404, 405);
        }
        assertThat(json(get("/api/abilities")).get("try_uri").asBoolean()).isFalse();
        assertThat(json(get("/api/abilities")).get("upload_bytes").asInt()).isZero();
        assertThat(json(get("/api/abilities")).get("replay").asBoolean()).isFalse();
    }

    @Test
    void withoutAFolderForUploadsUrisCanStillBeTried() throws Exception {
        server.close();
        server = serve(new PageActions(this::publish, null, null), Access.everybody());

        assertThat(upload("PNG picture").statusCode()).isIn(404, 405);
        assertThat(post("/api/try", "{\"upload\":\"" + "0".repeat(64) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("/api/try", "{\"uri\":\"x\"}").statusCode()).isEqualTo(202);
    }

    @Test
    void thePromptsInUseAreThoseOfTheTopic() throws Exception {
        assertThat(json(get("/api/abilities")).get("prompts")).hasToString("[\"An image of\",\"This image shows\"]");

        state.usePrompts(new PromptSet("mine", 2, List.of("<b>A cat</b>"), Instant.EPOCH));
        assertThat(json(get("/api/abilities")).get("prompts")).hasToString("[\"<b>A cat</b>\"]");
        assertThat(json(get("/api/abilities")).get("upload_bytes").asInt()).isEqualTo(MAX_UPLOAD);

        state.usePrompts(null);
        assertThat(json(get("/api/abilities")).get("prompts")).hasSize(2);
    }

    @Test
    void withATokenNothingButTheHealthIsForEverybody() throws Exception {
        server.close();
        server = serve(new PageActions(this::publish, uploads, this::replay), new BearerAccess(TOKEN));

        for (String path : List.of(
                "/",
                "/page/app.js",
                "/api/state",
                "/api/stream",
                "/api/abilities",
                "/nowhere",
                "/health/",
                "/health/live/../../api/state")) {
            assertThat(get(path).statusCode()).as(path).isIn(400, 401);
        }
        assertThat(post("/api/try", "{\"uri\":\"x\"}").statusCode()).isEqualTo(401);
        assertThat(get("/api/state").headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Bearer "))
                .anyMatch(challenge -> challenge.startsWith("Basic "));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpRequest presented =
                request("/api/state").header("Authorization", "Bearer " + TOKEN).build();
        assertThat(client.send(presented, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        assertThat(published).isEmpty();
    }

    private PageServer serve(PageActions actions, Access access) {
        return PageServer.start(
                new PageSettings("127.0.0.1", 0, Set.of(), access, null),
                state,
                events,
                new CachedThumbnails(Thumbnails.none(), 1),
                actions,
                () -> true);
    }

    private void publish(ImageEvent event) throws PublishFailedException {
        if (trouble != null) {
            throw new PublishFailedException(trouble, new IOException());
        }
        published.add(event);
    }

    private ReplayResult replay(Set<RecordPosition> letters) throws ReplayFailedException {
        if (trouble != null) {
            throw new ReplayFailedException(trouble, new IOException());
        }
        replayed.add(letters);
        return new ReplayResult(1, Map.of("already replayed", 1L));
    }

    private static String format(byte[] bytes) throws UploadRefusedException {
        if (!new String(bytes, StandardCharsets.UTF_8).startsWith("PNG")) {
            throw new UploadRefusedException("the bytes begin like none that is known");
        }
        return "png";
    }

    private HttpResponse<String> upload(String content) throws IOException, InterruptedException {
        return client.send(
                request("/api/uploads")
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofString(content))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private String rawStatus(String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            String request =
                    "POST /api/uploads HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n";
            socket.getOutputStream().write((request + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(40), StandardCharsets.US_ASCII);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
