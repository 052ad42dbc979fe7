package captionstream.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import captionstream.dashboard.access.Access;
import captionstream.dashboard.access.BearerAccess;
import captionstream.dashboard.web.PageSettings;
import captionstream.schemas.KafkaConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardConfigTest {
    private static final KafkaConnection KAFKA =
            KafkaConnection.to("localhost:9092", URI.create("http://localhost:8081"));
    private static final DashboardConfig DEFAULTS = DashboardConfig.of(KAFKA);
    private static final PageSettings LOOPBACK = PageSettings.onLoopback(0);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void defaultsAreLoopbackOnPort8080WithoutUploadsAndWithAnHourOfHistory() {
        PageSettings page = new PageSettings("127.0.0.1", 8080, Set.of(), Access.everybody(), null);

        assertThat(DEFAULTS).isEqualTo(new DashboardConfig(KAFKA, page, false, null, 500, 48, HOUR));
    }

    @Test
    void beyondLoopbackEverybodyMayLookAtMost() {
        PageSettings open = beyondLoopback(Access.everybody());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withPage(open, false))
                .withMessageContaining("would listen on 0.0.0.0")
                .withMessageContaining("authentication, or make it read-only");
        assertThat(DEFAULTS.withPage(open, true).readOnly()).isTrue();
        assertThat(DEFAULTS.withPage(beyondLoopback(new BearerAccess("t".repeat(16))), false)
                        .readOnly())
                .isFalse();
    }

    @Test
    void aPortThatIsNoneIsRefusedByNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PageSettings.onLoopback(70_000))
                .withMessage("dashboard port is 70000: it must be between 0 and 65535");
    }

    @Test
    void anEmptyHostIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageSettings(" ", 0, Set.of(), Access.everybody(), null))
                .withMessageContaining("dashboard host is empty");
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DashboardConfig(KAFKA, LOOPBACK, false, null, 0, 48, HOUR))
                .withMessageContaining("max-stream-clients is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DashboardConfig(KAFKA, LOOPBACK, false, null, 1, 0, HOUR))
                .withMessageContaining("recent-images is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DashboardConfig(KAFKA, LOOPBACK, false, null, 1, 1, Duration.ofSeconds(5)))
                .withMessageContaining("history is PT5S");
    }

    private static PageSettings beyondLoopback(Access access) {
        return new PageSettings("0.0.0.0", 0, Set.of(), access, null);
    }
}
