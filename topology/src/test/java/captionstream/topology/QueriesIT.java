package captionstream.topology;

import static captionstream.topology.QueriedCaptions.SCRIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.schemas.Topic;
import captionstream.topology.query.ApiDescription;
import captionstream.topology.statistics.Captions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    private static final ObjectMapper JSON = new ObjectMapper();

    private QueriedInstances instances;
    private SettledAnswers answers;
    private Map<String, String> expected;

    @BeforeAll
    void countEverything(@TempDir Path directory) {
        instances = new QueriedInstances(directory);
        answers = new SettledAnswers(instances);
        QueriedCaptions.captions()
                .forEach(caption -> instances.cluster.send(Topic.CAPTIONS, caption.getImageId(), caption));
        instances.cluster.flush();
        expected = answers.await(PATIENCE);
    }

    @AfterAll
    void stop() {
        instances.close();
    }

    @Test
    void everyAnswerIsAsDescribed() throws Exception {
        ApiDescription description = new ApiDescription();
        for (String path : expected.keySet()) {
            description.assertDescribes(described(path), instances.ask(instances.one, path));
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
        for (TopologyService service : instances.both()) {
            HttpResponse<String> response = instances.ask(service, path);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(404);
            description.assertDescribes(described(path), response);
        }
    }

    @Test
    void markupInAnImageIdIsData() throws Exception {
        for (TopologyService service : instances.both()) {
            HttpResponse<String> response = instances.ask(service, "/api/images/" + SettledAnswers.encoded(SCRIPT));

            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            JsonNode image = JSON.readTree(response.body());
            assertThat(image.path("image_id").asText()).isEqualTo(SCRIPT);
            assertThat(image.at("/models/0/winner").asText()).isEqualTo(Captions.PROMPTS.get(3));
            assertThat(image.at("/models/0/outcomes/3/clip_score").asDouble()).isEqualTo(33.25);
        }
    }

    @Test
    void bothApplicationsMetersAreShown() throws Exception {
        assertThat(instances.one.awaitRunning(PATIENCE)).isTrue();

        assertThat(instances.ask(instances.one, "/live").statusCode()).isEqualTo(200);
        assertThat(instances.ask(instances.one, "/metrics").body())
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
        assertRightOrUnavailable(instances.both(), joining);
        try (TopologyService three = joining.join()) {
            assertRightOrUnavailable(List.of(instances.one, three), CompletableFuture.runAsync(three::close));
        }

        assertThat(answers.await(PATIENCE)).isEqualTo(expected);
    }

    @Test
    void whatAnInstanceHasThatCannotBeAskedIsUnavailable() throws Exception {
        try (TopologyService silent = TopologyService.start(instances.config("silent"))) {
            CompletableFuture<Void> unavailable =
                    CompletableFuture.runAsync(() -> await().atMost(PATIENCE).untilAsserted(() -> assertThat(instances
                                    .ask(instances.one, "/api/rankings")
                                    .body())
                            .contains("with an instance that does not say where it can be asked")));
            assertRightOrUnavailable(instances.both(), unavailable);
            assertThat(silent.queriesAt()).isEmpty();
        }

        assertThat(answers.await(PATIENCE)).isEqualTo(expected);
    }

    private TopologyService joinedByAThird() {
        TopologyService three = instances.instance("three");
        await().atMost(PATIENCE).until(() -> instances.hasPartitions(three));
        return three;
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
                        assertRightOrUnavailable(path, instances.ask(service, path));
                    } catch (IOException e) {
                        assertThat(service).as(path + ": " + e).isNotIn(instances.both());
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

    private static String described(String path) {
        return path.startsWith("/api/images/") ? "/api/images/{id}" : path.replaceFirst("\\?.*", "");
    }
}
