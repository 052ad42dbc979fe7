package captionstream.topology;

import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmissionTest extends StatisticsCase {
    /** So that those of a thread go into one transaction, whenever each of them began. */
    @Test
    void all_partitions_emit_at_the_same_times() {
        stop();
        startAt(Instant.EPOCH.plusMillis(1_200));
        send(caption("a", 0, 20));

        driver.advanceWallClockTime(Duration.ofMillis(299));
        assertThat(driver.producedTopicNames()).noneMatch(topic -> topic.contains("partials-by-series"));

        driver.advanceWallClockTime(Duration.ofMillis(1));
        assertThat(driver.producedTopicNames()).anyMatch(topic -> topic.contains("partials-by-series"));
    }
}
