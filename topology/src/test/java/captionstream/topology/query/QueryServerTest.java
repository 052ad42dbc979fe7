package captionstream.topology.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.schemas.Topic;
import captionstream.topology.statistics.Captions;
import captionstream.topology.statistics.Reference;
import captionstream.topology.statistics.TwoLevels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryServerTest {
    private static final Instance NOBODY = new Instance("127.0.0.1", 1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final QueryServer server = QueryServer.start(new QuerySettings("127.0.0.1", 0, null));
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Query> asked = new ArrayList<>();
    private Instance owner = server.advertised();
    private Answer answer = Answer.NOTHING;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void beforeTheInstanceHasStartedItIsLiveAndAnswersNothing() throws Exception {
        HttpResponse<String> response = get("/api/rankings");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(get("/live").statusCode()).isEqualTo(200);
        assertThat(get("/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void everyPathAnswersAsTheDescriptionSays() throws Exception {
        ApiDescription description = new ApiDescription();
        Map<String, Topic> topics = Map.of(
                "/api/statistics", Topic.PROMPT_STATISTICS,
                "/api/rankings", Topic.PROMPT_RANKINGS,
                "/api/compatibility", Topic.PROMPT_COMPATIBILITY,
                "/api/extremes", Topic.CAPTION_EXTREMES);
        for (Map.Entry<String, Topic> path : topics.entrySet()) {
            serve(new Answer(true, published(path.getValue())));
            description.assertDescribes(path.getKey(), get(path.getKey()));
            description.assertDescribes(path.getKey(), get(path.getKey() + "?model="));
            serve(Answer.NOTHING);
            description.assertDescribes(path.getKey(), get(path.getKey()));
            description.assertDescribes(path.getKey(), get(path.getKey() + "?model=m"));
            serveElsewhere();
            description.assertDescribes(path.getKey(), get(path.getKey()));
        }
        assertThat(description.paths())
                .containsAll(topics.keySet())
                .contains("/api/images/{id}", "/api/openapi.json")
                .hasSize(6);
        assertThat(description.parameters("/api/extremes")).containsExactly("end", "limit", "model", "window");
        assertThat(get("/api/openapi.json").body()).contains("\"openapi\": \"3.1.0\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/api/rankings?weighting=best; weighting is 'best': it must be one of [confidence, raw, saliency]",
                "/api/rankings?wieghting=raw; There is no parameter 'wieghting': there are [model, weighting, window]",
                "/api/rankings?model=a&model=b; model is given 2 times",
                "/api/rankings?model=; model is empty",
                "/api/statistics?window=2m; window is '2m': it must be all, 1m, 5m or 1h",
                "/api/statistics?window=5m@noon; window is '5m@noon'",
                "/api/statistics?window=all@2026-05-01T12:00:00Z; window is 'all@",
                "/api/extremes?limit=0; limit is '0': it must be a number from 1 to 50",
                "/api/extremes?limit=51; limit is '51'",
                "/api/extremes?limit=1e3; limit is '1e3'",
                "/api/extremes?limit=99999999999999999999; limit is",
                "/api/extremes?end=middle; end is 'middle': it must be one of [best, worst]",
                "/api/images/a?model=b; There is no parameter 'model'",
                "/api/images/a%07b; The image id is blank",
            })
    void aWrongParameterIsNamed(String path, String message) throws Exception {
        serve(Answer.NOTHING);

        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(response.body()).path("detail").asText()).contains(message);
        assertThat(asked).isEmpty();
    }

    @Test
    void extremesAreCutToTheLimit() throws Exception {
        serve(new Answer(true, published(Topic.CAPTION_EXTREMES)));

        JsonNode extremes =
                JSON.readTree(get("/api/extremes?limit=3&end=best").body()).path("extremes");

        assertThat(extremes.path(0).path("entries")).hasSize(3);
        assertThat(asked)
                .containsExactly(new Query.OfRecords(Topic.CAPTION_EXTREMES, null, WindowChoice.ALL_TIME, "best"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo/airplane.noto",
                "a b",
                "<img src=x onerror=alert(1)>",
                "../../etc/passwd",
                "a//b/./c/..",
                "100%",
                "%2F",
                ";jsessionid=1",
                "a?b#c",
                "ünï 猫",
                "\\",
            })
    void anImageIdMayBeAnyText(String id) throws Exception {
        serve(new Answer(true, List.of()));

        HttpResponse<String> response = get(
                "/api/images/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));

        assertThat(JSON.readTree(response.body()).path("image_id").asText()).isEqualTo(id);
        assertThat(asked).containsExactly(new Query.OfImage(id));
    }

    @Test
    void anOwnerThatCannotBeReachedLeavesNoAnswer() throws Exception {
        serveElsewhere();

        HttpResponse<String> response = get("/api/rankings");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(response.body()).contains("127.0.0.1:1 cannot be reached");
    }

    @Test
    void anotherInstanceGetsWhatIsHereAndNothingIsHandedOn() throws Exception {
        serve(new Answer(true, published(Topic.PROMPT_RANKINGS)));
        owner = NOBODY;

        Answer forwarded = new HttpPeers("app-statistics")
                .ask(
                        server.advertised(),
                        new Query.OfRecords(
                                Topic.PROMPT_RANKINGS, "m&n=ü|", WindowChoice.parse("5m@2026-05-01T12:00:00Z"), "raw"),
                        new TreeSet<>(List.of(0, 3)))
                .join();

        assertThat(forwarded.known()).isTrue();
        assertThat(forwarded.items()).hasSize(2 * answer.items().size());
        assertThat(asked)
                .containsOnly(new Query.OfRecords(
                        Topic.PROMPT_RANKINGS, "m&n=ü|", WindowChoice.parse("5m@2026-05-01T12:00:00Z"), "raw"));
    }

    @Test
    void anInstanceOfAnotherApplicationIsNotAnswered() {
        serve(new Answer(true, List.of()));

        assertThatThrownBy(() -> new HttpPeers("other-statistics")
                        .ask(server.advertised(), new Query.OfImage("a"), new TreeSet<>(List.of(0)))
                        .join())
                .hasMessageContaining("status 503");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "127.0.0.1:80, 200",
        "[::1]:80, 200",
        "192.0.2.7, 200",
        "evil.example.org, 421",
        "localhost.evil.example.org, 421",
        "127.0.0.1.evil.example.org, 421",
        "'', 421",
    })
    void aPageThatPointsItsNameHereGetsNothing(String host, int status) throws Exception {
        serve(Answer.NOTHING);

        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("GET /api/rankings HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertThat(line).contains(host.isEmpty() ? " 4" : " " + status + " ");
        }
    }

    @Test
    void nothingCanBeChangedOrFramed() throws Exception {
        serve(Answer.NOTHING);
        HttpRequest post =
                request("/api/rankings").POST(BodyPublishers.ofString("{}")).build();

        assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        assertThat(get("/api/rankings").headers().map())
                .containsEntry("Content-Security-Policy", List.of("default-src 'none'; frame-ancestors 'none'"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Cache-Control", List.of("no-store"))
                .doesNotContainKey("Server");
        assertThat(get("/api/rankings?model=" + "m".repeat(20_000)).statusCode())
                .isBetween(400, 431);
    }

    private void serve(Answer given) {
        answer = given;
        owner = server.advertised();
        server.serve(new Served("app-statistics", this::owners, this::ask, () -> true, () -> true, () -> "x 1\n"));
    }

    private void serveElsewhere() {
        serve(Answer.NOTHING);
        owner = NOBODY;
    }

    private Map<Instance, SortedSet<Integer>> owners(Query query) {
        return Map.of(owner, new TreeSet<>(List.of(0)));
    }

    private Answer ask(Query query, int partition) {
        asked.add(query);
        return answer;
    }

    private static List<JsonNode> published(Topic topic) throws Exception {
        List<JsonNode> records = new ArrayList<>();
        new TreeMap<String, SpecificRecord>(new TwoLevels(1)
                        .count(Captions.random(3, 60))
                        .count(Reference.captions())
                        .emit()
                        .published())
                .forEach((key, record) -> {
                    if (key.startsWith(topic.topicName() + " ")) {
                        records.add(QueryJson.tree(record));
                    }
                });
        assertThat(records).isNotEmpty();
        return records;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.advertised() + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }
}
