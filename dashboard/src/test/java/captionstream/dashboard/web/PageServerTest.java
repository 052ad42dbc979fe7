package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import captionstream.Caption;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import captionstream.dashboard.Samples;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.state.ResultWindow;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.ImageReference;
import captionstream.dashboard.thumbnail.Thumbnail;
import captionstream.dashboard.thumbnail.Thumbnails;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest {
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>\u2028\n\ndata: \"'&";
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    private final PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 10, Samples.PROMPTS);
    private final EventStream events = new EventStream(state, 2);
    private final List<String> picturesAsked = new ArrayList<>();
    private final Thumbnails pictures = this::picture;
    private final HttpClient browser = HttpClient.newHttpClient();
    private boolean noPicture;
    private boolean alive = true;
    private PageServer server;

    @BeforeEach
    void start() {
        server = start(0);
        events.start(Duration.ofMillis(50));
    }

    @AfterEach
    void stop() {
        events.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page/app.js",
                "/api/state",
                "/health/live",
                "/thumbnails/none",
                "/nowhere",
                "/page/none.js"
            })
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Map<String, List<String>> headers = get(path).headers().map();

        assertThat(headers.get("Content-Security-Policy").get(0))
                .startsWith(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers).containsEntry("X-Content-Type-Options", List.of("nosniff"));
        assertThat(headers).containsEntry("Referrer-Policy", List.of("no-referrer"));
        assertThat(headers).doesNotContainKeys("Server", "Access-Control-Allow-Origin", "access-control-allow-origin");
    }

    @Test
    void thePageAndEveryFileItNamesAreServed() {
        String page = get("/").body();
        List<String> files = names(page, "page/[a-z.-]+");
        for (String module : names(get("/page/app.js").body(), "(?<=from \"\\./)[a-z-]+\\.js")) {
            files.add("page/" + module);
        }

        assertThat(files).contains("page/theme.css", "page/page.css", "page/app.js", "page/stream.js");
        assertThat(files)
                .allSatisfy(file ->
                        assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200));
        assertThat(get("/page/app.js").headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
    }

    @Test
    void everyModuleIsAskedForAtOnceRatherThanAsTheyNameEachOther() {
        List<String> preloaded = names(get("/").body(), "(?<=modulepreload\" href=\"page/)[a-z-]+\\.js");

        assertThat(preloaded)
                .containsAll(names(get("/page/app.js").body(), "(?<=from \"\\./)[a-z-]+\\.js"))
                .allSatisfy(module -> assertThat(preloaded)
                        .containsAll(names(get("/page/" + module).body(), "(?<=from \"\\./)[a-z-]+\\.js")));
    }

    @Test
    void thePageHoldsNoInlineCodeAndAsksNobodyElse() {
        assertThat(get("/").body()).doesNotContain("http:", "https:", "<style", "style=", "onclick", "<script>");
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = get("/page/app.js").headers().firstValue("ETag").orElseThrow();
        HttpRequest again =
                request("/page/app.js").header("If-None-Match", etag).build();

        assertThat(browser.send(again, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/..%2findex.html",
                "/page/%2e%2e/app.js",
                "/page/App.class",
                "/page/",
                "/page/package-info.class"
            })
    void nothingButPageFilesIsServed(String path) {
        assertThat(get(path).statusCode()).isBetween(400, 404);
    }

    @Test
    void requestsUnderAnotherHostNameAreTurnedAway() throws IOException {
        assertThat(rawStatus("GET /api/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 421 ");
        assertThat(rawStatus("GET /api/stream HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 421 ");
        assertThat(rawStatus("GET /api/state HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains(" 200 ");
    }

    @Test
    void theStateNamesThingsAsTheRecordsDo() throws IOException {
        state.add(Samples.caption("apple", 0, 31.25, TIME).build(), TIME.toEpochMilli());
        RankedPrompt entry = new RankedPrompt(1, "An image of", Samples.moments(4, 30, 2), 1.0, 30.0, null, 3L);
        PromptRanking ranking = Samples.ranking("raw", List.of(entry), TIME);
        state.putRanking("key", ranking);

        JsonNode json = json("/api/state");
        JsonNode caption = json.at("/images/0/captions/0");
        assertThat(json.at("/images/0/event_time").asLong()).isEqualTo(TIME.toEpochMilli());
        assertThat(caption.get("clip_score").asDouble()).isEqualTo(31.25);
        assertThat(caption.at("/tokens/1/text").asText()).isEqualTo(" red");
        assertThat(caption.at("/tokens/1/entropy").asDouble()).isEqualTo(2.1);
        assertThat(json.at("/rankings/0/as_of").asLong()).isEqualTo(TIME.toEpochMilli());
        assertThat(json.at("/rankings/0/entries/0/score/ci95_low").asDouble()).isEqualTo(28.04);
        assertThat(json.at("/rankings/0/entries/0/mean_control_score").isNull()).isTrue();
        assertThat(json.get("flow")).hasSize(720);
        assertThat(json.at("/flow/0").fieldNames()).toIterable().contains("time", "events", "dead_letters");
        assertThat(json.at("/dead_letters/by_reason").isArray()).isTrue();
    }

    @Test
    void hostileTextComesOutAsTheDataItIs() throws IOException {
        Caption caption = Samples.caption(HOSTILE, 0, 1, TIME)
                .setPrompt(HOSTILE)
                .setCaption(HOSTILE)
                .setUri("javascript:alert(1)//" + HOSTILE)
                .setModel(HOSTILE)
                .setTokens(List.of(Samples.token(HOSTILE, 1)))
                .build();
        state.add(caption, TIME.toEpochMilli());
        state.add(Samples.deadLetter(HOSTILE, HOSTILE, HOSTILE, TIME), 0, 0, TIME.toEpochMilli());

        HttpResponse<String> answer = get("/api/state");
        JsonNode image = new ObjectMapper().readTree(answer.body()).at("/images/0");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body().lines()).hasSize(1);
        assertThat(image.get("id").asText()).isEqualTo(HOSTILE);
        assertThat(image.at("/captions/0/tokens/0/text").asText()).isEqualTo(HOSTILE);
        assertThat(image.get("thumbnail").asText()).matches("thumbnails/[0-9a-f]{32}");
    }

    @Test
    void theStreamBeginsWithASnapshotAndGoesOn() throws Exception {
        state.add(Samples.caption(HOSTILE, 0, 1, TIME).build(), TIME.toEpochMilli());
        HttpResponse<InputStream> answer = browser.send(request("/api/stream").build(), BodyHandlers.ofInputStream());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(lines.readLine()).isEqualTo("event: snapshot");
            assertThat(lines.readLine()).matches("id: [0-9a-f]{8}-\\d+");
            JsonNode snapshot = new ObjectMapper().readTree(lines.readLine().substring("data: ".length()));
            assertThat(snapshot.at("/images/0/id").asText()).isEqualTo(HOSTILE);
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("event: changes");
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> events.clients() == 0);
    }

    @Test
    void resultsAreThoseOfTheWindowAskedFor() throws IOException {
        PromptRanking ranking = Samples.ranking("raw", List.of(), Instant.EPOCH);
        ranking.setWindow("5m");
        ranking.setWindowStart(Instant.EPOCH);
        state.putRanking("m|5m@0|raw", ranking);

        assertThat(json("/api/state?window=5m").get("rankings")).hasSize(1);
        assertThat(json("/api/state?window=5m").get("window").asText()).isEqualTo("5m");
        assertThat(json("/api/state?window=all").get("rankings")).isEmpty();
        assertThat(json("/api/state").get("window").asText()).isEqualTo("all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/state?window=2d", "/api/state?window=", "/api/stream?window=%3Cscript%3E"})
    void aWindowThatThereIsNotIsSaidToBeSo(String path) {
        assertThat(get(path).statusCode()).isEqualTo(400);
        assertThat(get(path).body()).isEqualTo("There is no such window: give one of all, 1m, 5m, 1h");
    }

    @Test
    void pagesBeyondTheLimitAreToldToComeBack() throws Exception {
        events.connect(ResultWindow.ALL_TIME, null);
        events.connect(ResultWindow.ALL_TIME, null);
        HttpResponse<String> answer = get("/api/stream");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void picturesAreThoseOfCaptionedImagesOnly() throws IOException {
        state.add(Samples.caption("apple", 0, 1, TIME).build(), TIME.toEpochMilli());
        String path = json("/api/state").at("/images/0/thumbnail").asText();

        assertThat(get("/" + path).statusCode()).isEqualTo(200);
        assertThat(get("/" + path).headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(get("/thumbnails/apple").statusCode()).isEqualTo(404);
        assertThat(get("/thumbnails/" + "0".repeat(32)).statusCode()).isEqualTo(204);
        assertThat(get("/thumbnails/http:%2F%2Fexample.com%2F").statusCode()).isBetween(400, 404);
        assertThat(picturesAsked).containsExactly("file:///images/apple");
    }

    @Test
    void anImageWithoutPictureHasNoContentSoThatNoBrowserComplains() throws IOException {
        noPicture = true;
        state.add(Samples.caption("apple", 0, 1, TIME).build(), TIME.toEpochMilli());

        HttpResponse<String> answer =
                get("/" + json("/api/state").at("/images/0/thumbnail").asText());
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void healthTellsReadingFromHavingReadThePast() {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);

        state.caughtUp();
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        alive = false;
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        assertThatIllegalStateException()
                .isThrownBy(() -> start(server.port()))
                .withMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    }

    private Optional<Thumbnail> picture(ImageReference image) {
        picturesAsked.add(image.uri());
        return noPicture ? Optional.empty() : Optional.of(new Thumbnail(Thumbnail.Format.JPEG, new byte[] {1, 2, 3}));
    }

    private PageServer start(int port) {
        return PageServer.start(
                PageSettings.onLoopback(port),
                state,
                events,
                new CachedThumbnails(pictures, 10),
                PageActions.NONE,
                () -> alive);
    }

    private JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpResponse<String> get(String path) {
        try {
            return browser.send(request(path).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    private String rawStatus(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port());
                OutputStream out = socket.getOutputStream();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return in.readLine();
        }
    }

    private static List<String> names(String text, String pattern) {
        List<String> found = new ArrayList<>();
        Pattern.compile(pattern).matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }
}
