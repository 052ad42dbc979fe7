package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.PromptStatistics;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TopicCatalogue;
import captionstream.worker.train.RandomBundle;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three workers share one partition and are killed while they do: nothing may be lost, and what is captioned twice must
 * not count twice.
 */
class SharedWorkersIT {
    private static final Logger LOG = LoggerFactory.getLogger(SharedWorkersIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int EVENTS = 400;
    private static final int KILLS = 3;
    private static final int OUTCOMES_A_KILL = 100;
    private static final Map<String, String> SHORT_LIVED =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    @TempDir
    Path folder;

    @Test
    void workers_killed_while_they_share_a_partition_lose_nothing_and_nothing_counts_twice() throws Exception {
        // given
        Path model = folder.resolve("model");
        RandomBundle.write(model, RandomBundle.TINY, 1);
        Path images = Files.createDirectories(folder.resolve("images"));
        try (RestartableBroker broker = RestartableBroker.start(folder, SHORT_LIVED)) {
            KafkaConnection kafka = broker.connection();
            try (Admin admin = Admin.create(kafka.clientConfig())) {
                TopicCatalogue.ensureTopics(admin, 1, (short) 1);
            }
            try (Captionstream topology = start(
                            kafka,
                            "topology",
                            "--state-dir",
                            folder.resolve("state").toString());
                    WorkerFleet workers = workers(kafka, model, images);
                    FlowingEvents events = new FlowingEvents(images, kafka);
                    CommittedOutcomes outcomes = new CommittedOutcomes(kafka)) {
                events.publish(EVENTS);
                events.awaitPublished();

                // when
                for (int kill = 1; kill <= KILLS; kill++) {
                    killAfter((long) kill * OUTCOMES_A_KILL, workers, outcomes);
                }
                JsonNode audit = audit(kafka);

                // then
                LOG.atInfo().addKeyValue("audit", audit).log("Audited");
                assertThat(topology.isRunning()).as(topology.output()).isTrue();
                assertThat(workers.allRun()).as(workers.output()).isTrue();
                assertNothingLost(audit, events, kafka);
                assertNothingCountsTwice(events, kafka);
            }
        }
    }

    private WorkerFleet workers(KafkaConnection kafka, Path model, Path images) {
        Map<String, String> environment = connected(kafka);
        environment.put("CAPTIONSTREAM_DELIVERY", "share");
        return new WorkerFleet(
                folder,
                environment,
                3,
                "--model",
                model.toString(),
                "--device",
                "cpu",
                "--image-root",
                images.toString(),
                "--max-new-tokens",
                "5",
                "--max-batch",
                "4",
                "--run-ahead",
                "8");
    }

    private Captionstream start(KafkaConnection kafka, String... arguments) {
        return Captionstream.start(folder, connected(kafka), arguments);
    }

    private static Map<String, String> connected(KafkaConnection kafka) {
        Map<String, String> environment = new HashMap<>(SHORT_LIVED);
        environment.put("CAPTIONSTREAM_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put(
                "CAPTIONSTREAM_SCHEMA_REGISTRY_URL", kafka.schemaRegistryUrl().toString());
        return environment;
    }

    private static void killAfter(long goal, WorkerFleet workers, CommittedOutcomes outcomes) {
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
            assertThat(workers.allRun()).as(workers.output()).isTrue();
            return outcomes.count() >= goal;
        });
        await().atMost(PATIENCE).until(() -> workers.killOneOfTheStarted(new Random(goal)));
    }

    private JsonNode audit(KafkaConnection kafka) throws Exception {
        try (Captionstream audit = start(kafka, "audit", "--json", "--wait", "10m", "--delivery", "share")) {
            assertThat(audit.exitCode()).as(audit.output()).isZero();
            return new ObjectMapper().readTree(audit.printed("(?m)^(\\{.*)$"));
        }
    }

    private static void assertNothingLost(JsonNode audit, FlowingEvents events, KafkaConnection kafka) {
        Map<String, String> reasons = events.expectedDeadLetters();
        Map.of(
                        "complete", events.published() - reasons.size(),
                        "dead_lettered", reasons.size(),
                        "repeated", events.repeats(),
                        "in_flight", 0,
                        "missing", 0,
                        "duplicated", 0,
                        "contradictory", 0)
                .forEach((count, expected) ->
                        assertThat(audit.get(count).asInt()).as(count).isEqualTo(expected));
        assertThat(new HashSet<>(TopicContents.of(kafka, Topic.CAPTIONS, Caption.class).stream()
                        .map(caption -> caption.getImageId() + " | " + caption.getPrompt())
                        .toList()))
                .containsExactlyInAnyOrderElementsOf(events.expectedCaptions());
        assertThat(TopicContents.of(kafka, Topic.DEAD_LETTERS, DeadLetter.class).stream()
                        .map(DeadLetter::getReason)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(new HashSet<>(reasons.values()));
    }

    /** Counts and means by prompt, taken from one caption of each image and prompt. */
    private static void assertNothingCountsTwice(FlowingEvents events, KafkaConnection kafka) {
        Map<String, List<Caption>> byPrompt = once(TopicContents.of(kafka, Topic.CAPTIONS, Caption.class)).stream()
                .collect(Collectors.groupingBy(Caption::getPrompt));
        assertThat(byPrompt.values().stream().mapToInt(List::size).sum())
                .isEqualTo(events.expectedCaptions().size());
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, PromptStatistics> latest = overAllTime(kafka);
            assertThat(latest.keySet()).isEqualTo(byPrompt.keySet());
            byPrompt.forEach((prompt, captions) -> {
                assertThat(latest.get(prompt).getClipScore().getCount()).isEqualTo(captions.size());
                assertThat(latest.get(prompt).getClipScore().getMean())
                        .isCloseTo(
                                captions.stream()
                                        .mapToDouble(Caption::getClipScore)
                                        .average()
                                        .orElseThrow(),
                                within(1e-6));
            });
        });
    }

    /** The last caption of each image and prompt, which is the one that counts. */
    private static Collection<Caption> once(List<Caption> captions) {
        Map<String, Caption> last = new LinkedHashMap<>();
        captions.forEach(caption -> last.put(caption.getImageId() + " | " + caption.getPrompt(), caption));
        return last.values();
    }

    private static Map<String, PromptStatistics> overAllTime(KafkaConnection kafka) {
        return TopicContents.of(kafka, Topic.PROMPT_STATISTICS, PromptStatistics.class).stream()
                .filter(statistics -> statistics.getWindow() == null)
                .collect(Collectors.toMap(PromptStatistics::getPrompt, row -> row, (earlier, later) -> later));
    }
}
