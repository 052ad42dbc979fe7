package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.schemas.KafkaConnection;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Topologies killed again and again: in the end every record of the statistics must be, byte for byte, what a topology
 * that nobody disturbed makes of the same captions. Another seed: {@code -Dkills.seed=N}.
 *
 * <p>Captions late for their windows are compared too: which of them are late depends on the order within a partition
 * alone, and both runs are given the same captions in the same order.
 *
 * <p>Where images are forgotten, their statistics still are those of a topology that knows them for good, as none is
 * captioned again after its retention.
 */
class KilledTopologiesIT {
    private static final long SEED = Long.getLong("kills.seed", 4);
    private static final String IMAGES = "captionstream-statistics-image-outcomes-changelog";
    private static final int PARTITIONS = 6;

    /** With either number of standby replicas. */
    private static final int KILLS = 12;

    private static final int CAPTIONS_A_KILL = 350;
    private static final int CAPTIONS_AHEAD = 800;
    private static final List<Caption> CAPTIONS = new NumberedCaptions(SEED).first(8_000);

    @TempDir
    private static Path calm;

    private static UndisturbedTopology undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void countUndisturbed() throws Exception {
        undisturbed = new UndisturbedTopology(calm, PARTITIONS, StatisticsSettings.DEFAULTS, CAPTIONS);
        assertThat(undisturbed.lateCaptions()).isPositive();
    }

    @AfterAll
    static void stopUndisturbed() {
        undisturbed.close();
    }

    @ParameterizedTest(name = "{0} standby replicas, images known for {1} hours")
    @CsvSource(
            nullValues = "all",
            value = {"0, all", "1, 1"})
    void statistics_of_killed_topologies_are_those_of_an_undisturbed_one_byte_for_byte(
            int standbyReplicas, @Nullable Integer retentionHours) throws Exception {
        // given
        Map<String, String> settings = new HashMap<>();
        settings.put("CAPTIONSTREAM_STANDBY_REPLICAS", Integer.toString(standbyReplicas));
        if (retentionHours != null) {
            settings.put("CAPTIONSTREAM_IMAGE_RETENTION", retentionHours.toString());
        }
        try (KilledTopologies topologies = new KilledTopologies(folder, PARTITIONS, settings, CAPTIONS, SEED)) {
            // when
            topologies.count(KILLS, CAPTIONS_A_KILL, CAPTIONS_AHEAD);

            // then
            topologies.assertResultsComeToBe(undisturbed::results);
            Set<String> all = knownImages(undisturbed.connection());
            if (retentionHours == null) {
                assertThat(knownImages(topologies.connection())).isEqualTo(all);
            } else {
                assertThat(knownImages(topologies.connection())).hasSizeBetween(1, 9 * all.size() / 10);
            }
        }
    }

    private static Set<String> knownImages(KafkaConnection kafka) {
        try (LatestRecords images = new LatestRecords(kafka, List.of(IMAGES))) {
            return images.read().keySet();
        }
    }
}
