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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
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

    @TempDir
    Path folder;

    @Test
    void workers_killed_while_they_share_a_partition_lose_nothing_and_nothing_counts_twice() throws Exception {
        // given
        Path model = folder.resolve("model");
        RandomBundle.write(model, RandomBundle.TINY, 1);
        Path images = Files.createDirectories(folder.resolve("images"));
        try (RestartableBroker broker = RestartableBroker.start(folder, ShortLivedServices.JVM)) {
            KafkaConnection kafka = broker.connection();
            try (Admin admin = Admin.create(kafka.clientConfig())) {
                TopicCatalogue.ensureTopics(admin, 1, (short) 1);
            }
            ShortLivedServices services = new ShortLivedServices(folder, kafka);
            try (Captionstream topology = services.topology();
                    WorkerFleet workers = workers(services, model, images);
                    FlowingEvents events = new FlowingEvents(images, kafka);
                    CommittedOutcomes outcomes = new CommittedOutcomes(kafka)) {
                events.publish(EVENTS);
                events.awaitPublished();

                // when
                for (int kill = 1; kill <= KILLS; kill++) {
                    long goal = (long) kill * OUTCOMES_A_KILL;
                    workers.killOneAfter(goal, outcomes, new Random(goal));
                }
                JsonNode audit = services.audit("--delivery", "share");

                // then
                LOG.atInfo().addKeyValue("audit", audit).log("Audited");
                assertThat(topology.isRunning()).as(topology.output()).isTrue();
                assertThat(workers.allRun()).as(workers.output()).isTrue();
                assertNothingLost(audit, events, kafka);
                assertNothingCountsTwice(events, kafka);
            }
        }
    }

    private static WorkerFleet workers(ShortLivedServices services, Path model, Path images) {
        return services.workers(
                3,
                model,
                images,
                "--delivery",
                "share",
                "--max-new-tokens",
                "5",
                "--max-batch",
                "4",
                "--run-ahead",
                "8");
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
