package captionstream.topology;

import static captionstream.topology.QueriedCaptions.OTHER_MODEL;
import static captionstream.topology.QueriedCaptions.SCRIPT;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionExtremes;
import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import captionstream.topology.query.QueryJson;
import captionstream.topology.statistics.Captions;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;

/** The answers that the instances give when every caption is counted. */
record SettledAnswers(QueriedInstances instances) {
    /** The place of this field in all result records. */
    private static final int WINDOW = 1;

    private static final Map<String, Class<? extends SpecificRecord>> RECORDS = Map.of(
            "statistics", PromptStatistics.class,
            "rankings", PromptRanking.class,
            "compatibility", PromptCompatibility.class,
            "extremes", CaptionExtremes.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Every path's answer, once both instances give the same and every image is counted. */
    Map<String, String> await(Duration patience) {
        Map<String, String> settled = new TreeMap<>();
        Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            settled.clear();
            for (String path : paths()) {
                List<String> bodies = new ArrayList<>();
                for (TopologyService service : instances.both()) {
                    HttpResponse<String> response = instances.ask(service, path);
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
            List<String> published = instances.cluster.latestValues(topic, type).values().stream()
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

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
