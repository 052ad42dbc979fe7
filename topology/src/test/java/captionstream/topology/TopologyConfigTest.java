package captionstream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.schemas.KafkaConnection;
import captionstream.topology.allocation.Allocation;
import captionstream.topology.intake.IntakeSettings;
import captionstream.topology.statistics.Retention;
import captionstream.topology.statistics.StatisticsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyConfigTest {
    private static final TopologyConfig DEFAULTS = settings().build();

    @Test
    void theDefaultsAreThese() {
        assertThat(DEFAULTS.applicationId()).isEqualTo("captionstream");
        assertThat(DEFAULTS.intakeApplicationId()).isEqualTo("captionstream-intake");
        assertThat(DEFAULTS.statisticsApplicationId()).isEqualTo("captionstream-statistics");
        assertThat(DEFAULTS.stateDir()).isEqualTo(Path.of("/var/state"));
        assertThat(DEFAULTS.partitions()).isEqualTo(6);
        assertThat(DEFAULTS.replication()).isEqualTo(-1);
        assertThat(DEFAULTS.threads()).isEqualTo(1);
        assertThat(DEFAULTS.standbyReplicas()).isZero();
        assertThat(DEFAULTS.intake())
                .isEqualTo(new IntakeSettings(
                        Duration.ofDays(7), Set.of("file", "http", "https", "data", "s3"), Allocation.UNIFORM));
        assertThat(DEFAULTS.statistics())
                .isEqualTo(new StatisticsSettings(
                        Duration.ofMillis(500), 18, true, Duration.ofMinutes(1), Retention.FOR_GOOD));
    }

    @Test
    void streamsRunExactlyOnceWithTheConnectionsOwnSettings() {
        Properties properties = StreamsSettings.ofIntake(
                settings().replication(3).threads(2).standbyReplicas(1).build());

        assertThat(properties)
                .containsEntry("application.id", "captionstream-intake")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("security.protocol", "SSL")
                .containsEntry("state.dir", "/var/state")
                .containsEntry("replication.factor", 3)
                .containsEntry("num.stream.threads", 2)
                .containsEntry("num.standby.replicas", 1)
                .containsEntry("ensure.explicit.internal.resource.naming", true);
    }

    @Test
    void intakeCommitsSoonerThanStatisticsSinceSomebodyWaitsForIt() {
        assertThat(StreamsSettings.ofIntake(DEFAULTS))
                .containsEntry("application.id", "captionstream-intake")
                .containsEntry("commit.interval.ms", 20)
                .containsEntry("poll.ms", 10);
        assertThat(StreamsSettings.ofStatistics(DEFAULTS))
                .containsEntry("application.id", "captionstream-statistics")
                .containsEntry("commit.interval.ms", 500)
                .doesNotContainKey("poll.ms");
    }

    @Test
    void aWrongSettingIsNamedWithItsValue() {
        assertThatThrownBy(() -> settings().applicationId("two words").build())
                .hasMessageContaining("application-id is 'two words'");
        assertThatThrownBy(() -> settings().partitions(0).build()).hasMessageContaining("partitions is 0");
        assertThatThrownBy(() -> settings().replication(0).build()).hasMessageContaining("replication is 0");
        assertThatThrownBy(() -> settings().threads(0).build()).hasMessageContaining("threads is 0");
        assertThatThrownBy(() -> settings().standbyReplicas(-1).build()).hasMessageContaining("standby-replicas is -1");
        assertThatThrownBy(() -> new IntakeSettings(Duration.ZERO, Set.of("file"), Allocation.UNIFORM))
                .hasMessageContaining("duplicate-window is PT0S");
        assertThatThrownBy(() -> new IntakeSettings(Duration.ofDays(1), Set.of(), Allocation.UNIFORM))
                .hasMessageContaining("uri-schemes is empty");
        assertThatThrownBy(() -> new IntakeSettings(Duration.ofDays(1), Set.of("HTTP"), Allocation.UNIFORM))
                .hasMessageContaining("uri-schemes has 'HTTP'");
        assertThatThrownBy(() -> StatisticsSettings.DEFAULTS.withEmitInterval(Duration.ofMillis(1)))
                .hasMessageContaining("emit-interval is PT0.001S");
        assertThatThrownBy(() -> StatisticsSettings.DEFAULTS.withCompatibilityCentre(Double.NaN))
                .hasMessageContaining("compatibility-centre is NaN");
        assertThatThrownBy(() -> StatisticsSettings.DEFAULTS.withGrace(Duration.ofSeconds(-1)))
                .hasMessageContaining("grace is PT-1S");
        assertThatThrownBy(() -> StatisticsSettings.DEFAULTS.withGrace(Duration.ofDays(2)))
                .hasMessageContaining("grace is PT48H");
        assertThatThrownBy(() -> Retention.of(Duration.ofMinutes(59))).hasMessageContaining("image-retention is PT59M");
    }

    private static TopologyConfig.Builder settings() {
        return TopologyConfig.builder(
                new KafkaConnection(
                        "localhost:9092", URI.create("http://localhost:8081"), Map.of("security.protocol", "SSL")),
                Path.of("/var/state"));
    }
}
