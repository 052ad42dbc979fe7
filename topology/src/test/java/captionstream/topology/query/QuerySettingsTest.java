package captionstream.topology.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySettingsTest {
    @Test
    void theDefaultsAreThese() {
        assertThat(QuerySettings.DEFAULTS).isEqualTo(new QuerySettings("127.0.0.1", 9402, null));
    }

    @Test
    void whatIsListenedOnIsWhatOthersAreToldUnlessSomethingElseIsSaid() throws Exception {
        assertThat(QuerySettings.of("10.0.0.7", 0, null).advertised(4321)).hasToString("10.0.0.7:4321");
        assertThat(QuerySettings.of("0.0.0.0", 9402, "topology-1.example.org:80")
                        .advertised(9402))
                .hasToString("topology-1.example.org:80");
        assertThat(QuerySettings.of("::", 9402, null).advertised(9402).host())
                .isEqualTo(InetAddress.getLocalHost().getHostAddress());
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() {
        assertThat(Instance.parse("[2001:db8::1]:9402"))
                .isEqualTo(new Instance("2001:db8::1", 9402))
                .hasToString("[2001:db8::1]:9402");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host",
                "ho_st:80",
                "host:",
                ":80",
                "http://host:80",
                "host:80/",
                "host:65536",
                "2001:db8::1:80"
            })
    void aUrlThatIsNoHostAndPortIsRefused(String url) {
        assertThatThrownBy(() -> QuerySettings.of("127.0.0.1", 0, url))
                .hasMessageContaining("query-url is '" + url + "'");
    }

    @Test
    void aWrongSettingIsNamedWithItsValue() {
        assertThatThrownBy(() -> QuerySettings.of(" ", 0, null)).hasMessageContaining("query-host is empty");
        assertThatThrownBy(() -> QuerySettings.of("localhost", 65_536, null))
                .hasMessageContaining("query-port is 65536");
        assertThatThrownBy(() -> QuerySettings.of("localhost", -2, null)).hasMessageContaining("query-port is -2");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (QueryServer first = QueryServer.start(new QuerySettings("127.0.0.1", 0, null))) {
            QuerySettings same = new QuerySettings("127.0.0.1", first.port(), null);

            assertThatThrownBy(() -> QueryServer.start(same)).hasMessageContaining("query-port " + first.port());
        }
    }
}
