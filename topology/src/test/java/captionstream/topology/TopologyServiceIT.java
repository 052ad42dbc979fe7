package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.CaptionFeedback;
import captionstream.CaptionRequest;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.schemas.Topic;
import captionstream.topology.statistics.Captions;
import captionstream.topology.statistics.Ratings;
import captionstream.topology.statistics.Reference;
import captionstream.topology.statistics.StatisticsSettings;
import captionstream.topology.statistics.TwoLevels;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both topologies on a real broker with several partitions. */
class TopologyServiceIT {
    private static final Topic[] RESULTS = {
        Topic.PROMPT_STATISTICS,
        Topic.PROMPT_RANKINGS,
        Topic.PROMPT_COMPATIBILITY,
        Topic.CAPTION_EXTREMES,
        Topic.PROMPT_FEEDBACK
    };
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    @Test
    void everyEventBecomesARequestADeadLetterOrACountedRepeat() throws Exception {
        try (Cluster cluster = new Cluster(directory.resolve("cluster"), 3);
                TopologyService service = TopologyService.start(config(cluster, directory.resolve("state")))) {
            assertThat(service.awaitRunning(PATIENCE)).isTrue();

            for (int i = 0; i < 30; i++) {
                cluster.send(Topic.IMAGE_EVENTS, "image-" + i, event("image-" + i, "file:/" + i + ".jpg"));
            }
            cluster.send(Topic.IMAGE_EVENTS, "image-3", event("image-3", "file:/3.jpg"));
            cluster.send(Topic.IMAGE_EVENTS, "wrong", event("wrong", "nothing"));
            cluster.sendBytes(Topic.IMAGE_EVENTS, "noise", Cluster.utf8("not an event"));
            cluster.sendBytes(Topic.IMAGE_EVENTS, "none", null);
            cluster.flush();

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(cluster.values(Topic.CAPTION_REQUESTS, CaptionRequest.class))
                        .hasSize(30);
                assertThat(cluster.values(Topic.DEAD_LETTERS, DeadLetter.class))
                        .extracting(DeadLetter::getReason)
                        .containsExactlyInAnyOrder("invalid_uri", "undecodable_record", "empty_record");
                assertThat(service.repeatsDropped()).isEqualTo(1);
            });
            assertThat(service.health().isRunning()).isTrue();
        }
    }

    @Test
    void ordersPartitionsRestartsAndLostStateDoNotShowInTheStatistics() throws Exception {
        List<Caption> captions = new ArrayList<>(Captions.random(5, 100));
        captions.addAll(Reference.captions());
        List<CaptionFeedback> feedback = Ratings.random(5, 100);
        SortedMap<String, SpecificRecord> expected =
                new TwoLevels(1).count(captions).rate(feedback).emit().published();

        Collections.shuffle(captions, new Random(5));
        Path five = directory.resolve("five-partitions");
        try (Cluster cluster = new Cluster(five.resolve("cluster"), 5)) {
            rate(cluster, feedback);
            countToTheEnd(cluster, captions, five.resolve("state"), expected);
        }

        Collections.shuffle(captions, new Random(3));
        int third = captions.size() / 3;
        Path three = directory.resolve("three-partitions");
        try (Cluster cluster = new Cluster(three.resolve("cluster"), 3)) {
            countUntilSeen(cluster, captions.subList(0, third), three.resolve("state"));
            Collections.reverse(feedback);
            rate(cluster, feedback);
            // the same instance again, then one that has none of the state
            countUntilSeen(cluster, captions.subList(third, 2 * third), three.resolve("state"));
            countToTheEnd(
                    cluster, captions.subList(2 * third, captions.size()), three.resolve("other-state"), expected);
        }
    }

    /** Stops while the last captions may still be under way. */
    private static void countUntilSeen(Cluster cluster, List<Caption> captions, Path stateDir) throws Exception {
        SortedMap<String, String> before = cluster.latest(RESULTS);
        try (TopologyService service = TopologyService.start(config(cluster, stateDir))) {
            assertThat(service.awaitRunning(PATIENCE)).isTrue();
            send(cluster, captions);
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> !cluster.latest(RESULTS)
                    .equals(before));
        }
    }

    private static void countToTheEnd(
            Cluster cluster, List<Caption> captions, Path stateDir, SortedMap<String, SpecificRecord> expected) {
        SortedMap<String, String> bytes = new TreeMap<>();
        expected.forEach((key, record) -> bytes.put(key, cluster.bytes(topic(key), record)));
        try (TopologyService service = TopologyService.start(config(cluster, stateDir))) {
            send(cluster, captions);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertSame(cluster.latest(RESULTS), bytes));
            assertThat(service.health().isRunning()).isTrue();
        }
    }

    private static void send(Cluster cluster, List<Caption> captions) {
        captions.forEach(caption -> cluster.send(Topic.CAPTIONS, caption.getImageId(), caption));
        cluster.flush();
    }

    private static void rate(Cluster cluster, List<CaptionFeedback> feedback) {
        feedback.forEach(rating -> cluster.send(Topic.CAPTION_FEEDBACK, rating.getImageId(), rating));
    }

    private static void assertSame(SortedMap<String, String> actual, SortedMap<String, String> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        List<String> different = actual.keySet().stream()
                .filter(key -> !actual.get(key).equals(expected.get(key)))
                .toList();
        assertThat(different).isEmpty();
    }

    private static Topic topic(String topicAndKey) {
        String name = topicAndKey.substring(0, topicAndKey.indexOf(' '));
        return List.of(RESULTS).stream()
                .filter(topic -> topic.topicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static TopologyConfig config(Cluster cluster, Path stateDir) {
        return TopologyConfig.builder(cluster.connection(), stateDir)
                .replication(1)
                .statistics(StatisticsSettings.DEFAULTS.withEmitInterval(Duration.ofMillis(300)))
                .build();
    }

    private static ImageEvent event(String id, String uri) {
        return new ImageEvent(id, uri, null, null, null, List.of(), Map.of(), Instant.now());
    }
}
