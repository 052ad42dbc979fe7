package captionstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import captionstream.schemas.KafkaConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardConfigTest {
    private static final KafkaConnection KAFKA =
            KafkaConnection.to("localhost:9092", URI.create("http://localhost:8081"));
    private static final DashboardConfig DEFAULTS = DashboardConfig.of(KAFKA);

    @Test
    void defaultsAreLoopbackOnPort8080WithAnHourOfHistory() {
        assertThat(DEFAULTS)
                .isEqualTo(new DashboardConfig(KAFKA, "127.0.0.1", 8080, Set.of(), 500, 48, Duration.ofHours(1)));
    }

    @Test
    void aPortThatIsNoneIsRefusedByNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withAddress("127.0.0.1", 70_000))
                .withMessage("dashboard port is 70000: it must be between 0 and 65535");
    }

    @Test
    void anEmptyHostIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withAddress(" ", 0))
                .withMessageContaining("dashboard host is empty");
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DashboardConfig(KAFKA, "::1", 0, Set.of(), 0, 48, Duration.ofHours(1)))
                .withMessageContaining("max-stream-clients is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DashboardConfig(KAFKA, "::1", 0, Set.of(), 1, 0, Duration.ofHours(1)))
                .withMessageContaining("recent-images is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DashboardConfig(KAFKA, "::1", 0, Set.of(), 1, 1, Duration.ofSeconds(5)))
                .withMessageContaining("history is PT5S");
    }
}
