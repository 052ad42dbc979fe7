package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topologies in processes of their own, killed again and again at moments that a seed draws from the flow of counted
 * captions, some starting anew without their state: in the end every record of the statistics must be, byte for byte,
 * what a topology that nobody disturbed makes of the same captions. Another seed: {@code -Dkills.seed=N}.
 *
 * <p>Captions late for their windows are compared too: which of them are late depends on the order within a partition
 * alone, and both runs are given the same captions in the same order.
 */
class KilledTopologiesIT {
    private static final Logger LOG = LoggerFactory.getLogger(KilledTopologiesIT.class);
    private static final long SEED = Long.getLong("kills.seed", 4);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PARTITIONS = 6;
    private static final int INSTANCES = 2;

    /** With either number of standby replicas. */
    private static final int KILLS = 12;

    /** Counted between two kills, on average. */
    private static final int CAPTIONS_A_KILL = 350;

    /** Always to be counted yet when an instance is killed. */
    private static final int CAPTIONS_AHEAD = 800;

    /** The least that the broker allows a member to be silent; and what nobody aborts is not to wait for a minute. */
    private static final String SOON_MISSED = """
            consumer.session.timeout.ms=6000
            consumer.heartbeat.interval.ms=1000
            producer.transaction.timeout.ms=6000
            """;

    private static final NumberedCaptions CAPTIONS = new NumberedCaptions(SEED);

    @TempDir
    private static Path calm;

    private static EmbeddedKafka calmKafka;
    private static TopologyService undisturbed;
    private static LatestResults expected;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void countUndisturbed() throws Exception {
        calmKafka = EmbeddedKafka.start(calm.resolve("kafka"), 0, 0, PARTITIONS);
        KafkaConnection kafka = calmKafka.connection();
        undisturbed = TopologyService.start(TopologyConfig.builder(kafka, calm.resolve("state"))
                .replication(1)
                .build());
        expected = new LatestResults(kafka);
        try (FlowingCaptions captions = new FlowingCaptions(CAPTIONS::caption, kafka)) {
            captions.publishUpTo(NumberedCaptions.ENOUGH);
            captions.awaitPublished();
        }
        awaitAllCounted(kafka);
        assertThat(undisturbed.lateCaptions()).isPositive();
    }

    @AfterAll
    static void stopUndisturbed() {
        expected.close();
        undisturbed.close();
        calmKafka.close();
    }

    @ParameterizedTest(name = "{0} standby replicas")
    @ValueSource(ints = {0, 1})
    void statistics_of_killed_topologies_are_those_of_an_undisturbed_one_byte_for_byte(int standbyReplicas)
            throws Exception {
        // given
        try (EmbeddedKafka broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0, PARTITIONS)) {
            KafkaConnection kafka = broker.connection();
            try (TopologyFleet topologies = topologies(kafka, standbyReplicas);
                    FlowingCaptions captions = new FlowingCaptions(CAPTIONS::caption, kafka);
                    CountedCaptions counted = new CountedCaptions(kafka);
                    LatestResults results = new LatestResults(kafka)) {

                // when
                for (int kills = 0; kills < KILLS; ) {
                    awaitSomeCounted(topologies, captions, counted);
                    kills += topologies.killOneOrTwo(random);
                    LOG.atInfo()
                            .addKeyValue("kills", kills)
                            .addKeyValue("counted", counted.count())
                            .addKeyValue("published", captions.published())
                            .log("Killed topologies");
                }
                captions.publishUpTo(NumberedCaptions.ENOUGH);
                captions.awaitPublished();
                awaitAllCounted(kafka);

                // then
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .untilAsserted(() -> assertSame(results.read(), expected.read()));
                assertThat(topologies.allRun()).as(topologies.output()).isTrue();
                topologies.terminate();
                assertSame(results.read(), expected.read());
            }
        }
    }

    private TopologyFleet topologies(KafkaConnection kafka, int standbyReplicas) throws Exception {
        Map<String, String> environment = new HashMap<>(ShortLivedServices.JVM);
        environment.putAll(Captionstream.connectedTo(kafka));
        environment.put(
                "CAPTIONSTREAM_KAFKA_CONFIG",
                Files.writeString(folder.resolve("kafka.properties"), SOON_MISSED)
                        .toString());
        environment.put("CAPTIONSTREAM_STANDBY_REPLICAS", Integer.toString(standbyReplicas));
        return new TopologyFleet(folder, environment, INSTANCES);
    }

    private void awaitSomeCounted(TopologyFleet topologies, FlowingCaptions captions, CountedCaptions counted)
            throws Exception {
        long goal = counted.count() + 1 + random.nextInt(2 * CAPTIONS_A_KILL - 1);
        captions.publishUpTo(Math.min(goal + CAPTIONS_AHEAD, NumberedCaptions.ENOUGH));
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
            assertThat(topologies.allRun()).as(topologies.output()).isTrue();
            return counted.count() >= goal;
        });
    }

    private static void awaitAllCounted(KafkaConnection kafka) {
        try (CountedCaptions counted = new CountedCaptions(kafka)) {
            await().atMost(PATIENCE).until(() -> counted.count() == NumberedCaptions.ENOUGH);
        }
    }

    private static void assertSame(SortedMap<String, String> actual, SortedMap<String, String> expected) {
        SortedSet<String> keys = new TreeSet<>(actual.keySet());
        keys.addAll(expected.keySet());
        assertThat(keys.stream().filter(key -> !Objects.equals(actual.get(key), expected.get(key))))
                .as("keys of records that are not as they should be")
                .isEmpty();
    }
}
