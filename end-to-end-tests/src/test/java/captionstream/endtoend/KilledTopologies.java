package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import captionstream.Caption;
import captionstream.local.EmbeddedKafka;
import captionstream.schemas.KafkaConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topologies in processes of their own on a broker of their own, killed at moments that a seed draws from the flow of
 * counted captions, some starting anew without their state. For one thread.
 */
final class KilledTopologies implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KilledTopologies.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int INSTANCES = 2;

    /** The least that the broker allows a member to be silent; and what nobody aborts is not to wait for a minute. */
    private static final String SOON_MISSED = """
            consumer.session.timeout.ms=6000
            consumer.heartbeat.interval.ms=1000
            producer.transaction.timeout.ms=6000
            """;

    private final List<Caption> captions;
    private final Random random;
    private final EmbeddedKafka broker;
    private final TopologyFleet topologies;
    private final FlowingCaptions flow;
    private final CountedCaptions counted;
    private final LatestRecords results;

    /** @param settings of the command, as its environment has them */
    KilledTopologies(Path folder, int partitions, Map<String, String> settings, List<Caption> captions, long seed)
            throws Exception {
        this.captions = captions;
        random = new Random(seed);
        broker = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0, partitions);
        Map<String, String> environment = new HashMap<>(ShortLivedServices.JVM);
        environment.putAll(Captionstream.connectedTo(connection()));
        environment.put(
                "CAPTIONSTREAM_KAFKA_CONFIG",
                Files.writeString(folder.resolve("kafka.properties"), SOON_MISSED)
                        .toString());
        environment.putAll(settings);
        topologies = new TopologyFleet(folder, environment, INSTANCES);
        flow = new FlowingCaptions(captions, connection());
        counted = new CountedCaptions(connection());
        results = LatestRecords.ofResults(connection());
    }

    KafkaConnection connection() {
        return broker.connection();
    }

    /**
     * Counts captions, and kills so many topologies on the way.
     *
     * @param apart captions between two kills, on average
     * @param ahead captions always to be counted yet when a topology is killed
     */
    void count(int kills, int apart, int ahead) throws Exception {
        for (int killed = 0; killed < kills; ) {
            awaitSomeCounted(apart, ahead);
            killed += topologies.killOneOrTwo(random);
            LOG.atInfo()
                    .addKeyValue("kills", killed)
                    .addKeyValue("counted", counted.count())
                    .addKeyValue("published", flow.published())
                    .log("Killed topologies");
        }
        flow.publishAll();
        counted.await(captions.size());
    }

    private void awaitSomeCounted(int apart, int ahead) throws Exception {
        long goal = counted.count() + 1 + random.nextInt(2 * apart - 1);
        flow.publishUpTo(goal + ahead);
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> {
            assertAllRun();
            return counted.count() >= goal;
        });
    }

    /** Stops the topologies, too. */
    void assertResultsComeToBe(Supplier<SortedMap<String, String>> expected) throws InterruptedException {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertResultsAre(expected.get()));
        assertAllRun();
        topologies.terminate();
        assertResultsAre(expected.get());
    }

    private void assertResultsAre(SortedMap<String, String> expected) {
        assertThat(LatestRecords.differingKeys(results.read(), expected))
                .as("keys of records that are not as they should be")
                .isEmpty();
    }

    private void assertAllRun() {
        assertThat(topologies.allRun()).as(topologies.output()).isTrue();
    }

    @Override
    public void close() {
        results.close();
        counted.close();
        flow.close();
        topologies.close();
        broker.close();
    }
}
