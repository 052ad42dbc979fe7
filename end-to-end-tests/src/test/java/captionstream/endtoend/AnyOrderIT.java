package captionstream.endtoend;

import captionstream.Caption;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Neither the order of captions, nor the number of partitions, nor crashes can be seen in the statistics over all time.
 * In windows they can: which captions are late for them depends on the order.
 */
class AnyOrderIT {
    private static final long SEED = 5;
    private static final int KILLS = 2;
    private static final int CAPTIONS_A_KILL = 5_000;
    private static final int CAPTIONS_AHEAD = 2_000;
    private static final List<Caption> CAPTIONS = new NumberedCaptions(SEED).first(20_000);

    @TempDir
    private static Path calm;

    private static UndisturbedTopology undisturbed;

    @TempDir
    Path folder;

    @BeforeAll
    static void countInOrder() throws Exception {
        undisturbed = new UndisturbedTopology(calm, 1, StatisticsSettings.DEFAULTS.withWindows(false), CAPTIONS);
    }

    @AfterAll
    static void stopUndisturbed() {
        undisturbed.close();
    }

    @ParameterizedTest(name = "{0} partitions")
    @ValueSource(ints = {1, 3, 8})
    void the_same_captions_give_the_same_bytes(int partitions) throws Exception {
        // given
        List<Caption> shuffled = new ArrayList<>(CAPTIONS);
        Collections.shuffle(shuffled, new Random(partitions));
        try (KilledTopologies topologies =
                new KilledTopologies(folder, partitions, Map.of("CAPTIONSTREAM_WINDOWS", "off"), shuffled, SEED)) {
            // when
            topologies.count(KILLS, CAPTIONS_A_KILL, CAPTIONS_AHEAD);

            // then
            topologies.assertResultsComeToBe(undisturbed::results);
        }
    }
}
