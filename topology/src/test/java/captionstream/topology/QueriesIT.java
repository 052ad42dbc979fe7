package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import captionstream.topology.query.ApiDescription;
import captionstream.topology.query.Instance;
import captionstream.topology.query.QueryJson;
import captionstream.topology.query.QuerySettings;
import captionstream.topology.statistics.Captions;
import captionstream.topology.statistics.StatisticsSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions to several instances on a real broker. */
@TestInstance(Lifecycle.PER_CLASS)
class QueriesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PARTITIONS = 4;
    /** The place of this field in all result records. */
    private static final int WINDOW = 1;

    private static final String OTHER_MODEL = "other|all|1m@";
    private static final String SCRIPT = "<script>alert('1')</script>/../\"%2F& ?#ü";
    private static final Map<String, Class<? extends SpecificRecord>> RECORDS = Map.of(
            "statistics", PromptStatistics.class,
            "rankings", PromptRanking.class,
            "compatibility", PromptCompatibility.class,
            "extremes", CaptionExtremes.class);
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private Path directory;
    private Cluster cluster;
    private TopologyService one;
    private TopologyService two;
    private Map<String, String> expected;

    @BeforeAll
    void countEverything(@TempDir Path shared) {
        directory = shared;
        cluster = new Cluster(directory.resolve("cluster"), PARTITIONS);
        one = instance("one");
        two = instance("two");
        captions().forEach(caption -> cluster.send(Topic.CAPTIONS, caption.getImageId(), caption));
        cluster.flush();
        expected = awaitSettled();
    }

    @AfterAll
    void stop() {
        one.close();
        two.close();
        cluster.close();
    }

    @Test
    void everyAnswerIsAsDescribed() throws Exception {
        ApiDescription description = new ApiDescription();
        for (String path : expected.keySet()) {
            description.assertDescribes(described(path), ask(one, path));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/statistics?model=nobody",
                "/api/rankings?window=1h@2001-01-01T00:00:00Z",
                "/api/images/nothing",
                "/api/images/nothing/at/all"
            })
    void whatIsNotThereIsNotFoundAtEitherInstance(String path) throws Exception {
        ApiDescription description = new ApiDescription();
        for (TopologyService service : List.of(one, two)) {
            HttpResponse<String> response = ask(service, path);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
            description.assertDescribes(described(path), response);
        }
    }

    @Test
    void markupInAnImageIdIsData() throws Exception {
        for (TopologyService service : List.of(one, two)) {
            HttpResponse<String> response = ask(service, "/api/images/" + encoded(SCRIPT));

            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            JsonNode image = JSON.readTree(response.body());
            assertThat(image.path("image_id").asText()).isEqualTo(SCRIPT);
            assertThat(image.at("/models/0/winner").asText()).isEqualTo(Captions.PROMPTS.get(3));
            assertThat(image.at("/models/0/outcomes/3/clip_score").asDouble()).isEqualTo(33.25);
        }
    }

    @Test
    void bothApplicationsMetersAreShown() throws Exception {
        assertThat(one.awaitRunning(PATIENCE)).isTrue();

        assertThat(ask(one, "/live").statusCode()).isEqualTo(200);
        assertThat(ask(one, "/metrics").body())
                .contains("captionstream_topology_late_captions_total 0.0")
                .contains("captionstream_topology_repeats_dropped_total 0.0")
                .containsPattern("kafka_stream_alive_stream_threads\\{[^}]*application=\"intake\"")
                .containsPattern("kafka_stream_alive_stream_threads\\{[^}]*application=\"statistics\"")
                .contains("kafka_stream_thread_process_rate{", "kafka_stream_thread_commit_latency_avg{")
                .contains("kafka_consumer_fetch_manager_records_lag_max{");
    }

    @Test
    void whileWorkMovesEveryAnswerIsRightOrUnavailable() throws Exception {
        CompletableFuture<TopologyService> joining = CompletableFuture.supplyAsync(this::joinedByAThird);
        assertRightOrUnavailable(List.of(one, two), joining);
        try (TopologyService three = joining.join()) {
            assertRightOrUnavailable(List.of(one, three), CompletableFuture.runAsync(three::close));
        }

        assertThat(awaitSettled()).isEqualTo(expected);
    }

    @Test
    void whatAnInstanceHasThatCannotBeAskedIsUnavailable() throws Exception {
        try (TopologyService silent = TopologyService.start(config("silent"))) {
            CompletableFuture<Void> unavailable = CompletableFuture.runAsync(() -> await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ask(one, "/api/rankings").body())
                            .contains("with an instance that does not say where it can be asked")));
            assertRightOrUnavailable(List.of(one, two), unavailable);
            assertThat(silent.queriesAt()).isEmpty();
        }

        assertThat(awaitSettled()).isEqualTo(expected);
    }

    private TopologyService joinedByAThird() {
        TopologyService three = instance("three");
        await().atMost(PATIENCE).until(() -> hasPartitions(three));
        return three;
    }

    /** Of twenty minutes of event time, in its order. */
    private static List<Caption> captions() {
        List<Caption> captions = new ArrayList<>(Captions.random(7, 60));
        List<Caption> other = Captions.random(8, 20);
        other.forEach(caption -> caption.setModel(OTHER_MODEL));
        captions.addAll(other);
        for (int prompt = 0; prompt < Captions.PROMPTS.size(); prompt++) {
            captions.add(Captions.caption(SCRIPT, prompt, prompt == 3 ? 33.25 : 20));
        }
        for (Caption caption : captions) {
            int second = Math.floorMod(caption.getImageId().hashCode(), 20 * 60);
            caption.setEventTime(BEGIN.plusSeconds(second));
            caption.setCaptionTime(
                    BEGIN.plusSeconds(3600).plus(caption.getCaptionTime().toEpochMilli(), ChronoUnit.MILLIS));
        }
        captions.sort(Comparator.comparing(Caption::getEventTime));
        return captions;
    }

    /** Every path's answer, once both instances give the same and every image is counted. */
    private Map<String, String> awaitSettled() {
        Map<String, String> settled = new TreeMap<>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            settled.clear();
            for (String path : paths()) {
                List<String> bodies = new ArrayList<>();
                for (TopologyService service : List.of(one, two)) {
                    HttpResponse<String> response = ask(service, path);
                    assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
                    bodies.add(response.body());
                }
                assertThat(new TreeSet<>(bodies)).as(path).hasSize(1);
                settled.put(path, bodies.get(0));
            }
            assertThat(JSON.readTree(settled.get("/api/rankings?weighting=raw")).findValuesAsText("images"))
                    .containsExactlyInAnyOrder("61", "20");
            assertEqualToTheTopics(settled);
        });
        return settled;
    }

    private static List<String> paths() {
        List<String> paths = new ArrayList<>(List.of(
                "/api/statistics",
                "/api/statistics?window=1m",
                "/api/statistics?model=" + encoded(Captions.MODEL),
                "/api/rankings",
                "/api/rankings?weighting=raw",
                "/api/rankings?window=5m&weighting=saliency&model=" + encoded(OTHER_MODEL),
                "/api/compatibility",
                "/api/compatibility?window=1h@2026-05-01T11:10:00Z",
                "/api/extremes",
                "/api/extremes?end=worst&limit=3",
                "/api/images/" + encoded(SCRIPT)));
        IntStream.range(0, 6).forEach(i -> paths.add("/api/images/image-" + i));
        return paths;
    }

    /** All that is over all time. */
    private void assertEqualToTheTopics(Map<String, String> answers) throws Exception {
        for (Map.Entry<String, Class<? extends SpecificRecord>> path : RECORDS.entrySet()) {
            Class<? extends SpecificRecord> type = path.getValue();
            Topic topic = Stream.of(Topic.values())
                    .filter(any -> any.schema().getName().equals(type.getSimpleName()))
                    .findFirst()
                    .orElseThrow();
            List<String> published = cluster.latestValues(topic, type).values().stream()
                    .filter(record -> record.get(WINDOW) == null)
                    .map(record -> QueryJson.tree(record).toString())
                    .toList();
            List<String> answered = new ArrayList<>();
            JSON.readTree(answers.get("/api/" + path.getKey()))
                    .elements()
                    .next()
                    .forEach(record -> answered.add(record.toString()));
            assertThat(answered).as(path.getKey()).containsExactlyInAnyOrderElementsOf(published);
        }
    }

    /** Asks until what happens is done, and every path once more. An instance that has stopped cannot be asked. */
    private void assertRightOrUnavailable(List<TopologyService> asked, CompletableFuture<?> happening)
            throws Exception {
        boolean last;
        do {
            last = happening.isDone();
            for (String path : expected.keySet()) {
                for (TopologyService service : asked) {
                    try {
                        assertRightOrUnavailable(path, ask(service, path));
                    } catch (IOException e) {
                        assertThat(service).as(path + ": " + e).isNotIn(one, two);
                    }
                }
            }
        } while (!last);
        happening.join();
    }

    private void assertRightOrUnavailable(String path, HttpResponse<String> response) {
        if (response.statusCode() == 503) {
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
        } else {
            assertThat(response.statusCode()).as(path + response.body()).isEqualTo(200);
            assertThat(response.body()).as(path).isEqualTo(expected.get(path));
        }
    }

    private boolean hasPartitions(TopologyService service) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            URI uri = uri(service, "/instance/partitions?topic=PROMPT_RANKINGS&window=all&partitions=" + partition);
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Captionstream-Application", "captionstream-statistics")
                    .build();
            if (http.send(request, BodyHandlers.ofString()).statusCode() == 200) {
                return true;
            }
        }
        return false;
    }

    private HttpResponse<String> ask(TopologyService service, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.ofString());
    }

    private static URI uri(TopologyService service, String path) {
        Instance at = service.queriesAt().orElseThrow();
        return URI.create("http://" + at + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String described(String path) {
        return path.startsWith("/api/images/") ? "/api/images/{id}" : path.replaceFirst("\\?.*", "");
    }

    private TopologyService instance(String name) {
        return TopologyService.start(config(name), Optional.of(new QuerySettings("127.0.0.1", 0, null)));
    }

    private TopologyConfig config(String name) {
        return TopologyConfig.of(cluster.connection(), directory.resolve(name))
                .withPartitions(PARTITIONS)
                .withReplication(1)
                .withStatistics(StatisticsSettings.DEFAULTS.withEmitInterval(Duration.ofMillis(200)));
    }
}
