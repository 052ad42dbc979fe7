package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST:1"})
    void loopbackNamesAreAnswered(String host) {
        assertThat(HostCheck.listeningOn("127.0.0.1", Set.of()).allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "evil.example:8080",
                "",
                "a b",
                "localhost@evil.example",
                "127.0.0.1.evil.example",
                "evil.example/localhost",
                "10.0.0.1"
            })
    void otherNamesAreNotWhereOnlyThisMachineMayAsk(String host) {
        assertThat(HostCheck.listeningOn("127.0.0.1", Set.of()).allows(host)).isFalse();
        assertThat(HostCheck.listeningOn("localhost", Set.of()).allows(null)).isFalse();
    }

    @Test
    void aServerForOthersTakesAnyNameUntilNamesAreGiven() {
        assertThat(HostCheck.listeningOn("0.0.0.0", Set.of()).allows("wall.example"))
                .isTrue();
        assertThat(HostCheck.listeningOn("0.0.0.0", Set.of("wall.example")).allows("wall.example:80"))
                .isTrue();
        assertThat(HostCheck.listeningOn("0.0.0.0", Set.of("wall.example")).allows("evil.example"))
                .isFalse();
    }
}
