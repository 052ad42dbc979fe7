package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.TopicCatalogue;
import captionstream.worker.train.RandomBundle;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * Every service in a process of its own, workers killed again and again at moments that a seed draws from the flow of
 * committed outcomes, and the broker twice: no event may be lost, and none captioned twice. Another seed:
 * {@code -Dkills.seed=N}.
 */
class KilledWorkersIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledWorkersIT.class);
    private static final long SEED = Long.getLong("kills.seed", 4);
    private static final int EVENTS = 2_000;
    private static final int KILLS = 20;
    private static final int BROKER_KILLED_AFTER = 7;
    private static final int BROKER_STOPPED_AFTER = 14;
    /** Committed between two kills, on average. */
    private static final int OUTCOMES_A_KILL = 150;

    /** Always to be done yet when a worker is killed. */
    private static final int OUTCOMES_AHEAD = 300;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void workers_killed_twenty_times_and_a_broker_twice_lose_nothing_and_repeat_nothing() throws Exception {
        // given
        Path model = folder.resolve("model");
        RandomBundle.write(model, RandomBundle.TINY, 1);
        Path images = Files.createDirectories(folder.resolve("images"));
        try (RestartableBroker broker = RestartableBroker.start(folder, ShortLivedServices.JVM)) {
            KafkaConnection kafka = broker.connection();
            createTopics(kafka);
            ShortLivedServices services = new ShortLivedServices(folder, kafka);
            try (Captionstream topology = services.topology();
                    WorkerFleet workers = services.workers(2, model, images, "--max-new-tokens", "5");
                    FlowingEvents events = new FlowingEvents(images, kafka);
                    CommittedOutcomes outcomes = new CommittedOutcomes(kafka)) {

                // when
                for (int kill = 1; kill <= KILLS; kill++) {
                    killAfterSomeOutcomes(kill, workers, events, outcomes);
                    restart(broker, kill);
                }
                events.publish(Math.max(0, EVENTS - events.published()));
                events.awaitPublished();
                JsonNode audit = services.audit();

                // then
                LOG.atInfo()
                        .addKeyValue("seed", SEED)
                        .addKeyValue("audit", audit)
                        .log("Audited");
                assertThat(topology.isRunning()).as(topology.output()).isTrue();
                assertThat(workers.allRun()).as(workers.output()).isTrue();
                assertThat(events.published()).isGreaterThanOrEqualTo(EVENTS);
                assertEverythingOnce(audit, events, kafka);
            }
        }
    }

    private static void createTopics(KafkaConnection kafka) {
        try (Admin admin = Admin.create(kafka.clientConfig())) {
            TopicCatalogue.ensureTopics(admin, 6, (short) 1);
        }
    }

    private void killAfterSomeOutcomes(
            int kill, WorkerFleet workers, FlowingEvents events, CommittedOutcomes outcomes) {
        long goal = outcomes.count() + 1 + random.nextInt(2 * OUTCOMES_A_KILL - 1);
        while (events.expectedOutcomes() < goal + OUTCOMES_AHEAD) {
            events.publish(10);
        }
        workers.killOneAfter(goal, outcomes, random);
        LOG.atInfo()
                .addKeyValue("kill", kill)
                .addKeyValue("outcomes", outcomes.count())
                .addKeyValue("published", events.expectedOutcomes())
                .log("Killed a worker");
    }

    private static void restart(RestartableBroker broker, int kill) throws InterruptedException {
        if (kill == BROKER_KILLED_AFTER) {
            broker.killAndRestart();
        } else if (kill == BROKER_STOPPED_AFTER) {
            broker.stopAndRestart();
        }
    }

    private static void assertEverythingOnce(JsonNode audit, FlowingEvents events, KafkaConnection kafka) {
        Map<String, String> reasons = events.expectedDeadLetters();
        List<String> captions = events.expectedCaptions();
        assertThat(Map.of(
                        "events",
                        events.published() + events.repeats(),
                        "complete",
                        events.published() - reasons.size(),
                        "dead_lettered",
                        reasons.size(),
                        "repeated",
                        events.repeats(),
                        "captions",
                        captions.size(),
                        "in_flight",
                        0,
                        "missing",
                        0,
                        "duplicated",
                        0,
                        "contradictory",
                        0))
                .allSatisfy((count, expected) ->
                        assertThat(audit.get(count).asInt()).as(count).isEqualTo(expected));
        assertThat(TopicContents.of(kafka, Topic.CAPTIONS, Caption.class))
                .extracting(caption -> caption.getImageId() + " | " + caption.getPrompt())
                .containsExactlyInAnyOrderElementsOf(captions);
        assertThat(TopicContents.of(kafka, Topic.DEAD_LETTERS, DeadLetter.class).stream()
                        .collect(Collectors.toMap(KilledWorkersIT::key, DeadLetter::getReason)))
                .isEqualTo(reasons);
    }

    private static String key(DeadLetter letter) {
        return StandardCharsets.UTF_8.decode(letter.getKey().duplicate()).toString();
    }
}
