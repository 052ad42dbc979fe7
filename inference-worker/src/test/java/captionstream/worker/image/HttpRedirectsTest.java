package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRedirectsTest extends HttpFetching {
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsRedirects(int status) {
        server.on("/old.png", ImageServer.redirect(status, "/new.png")).on("/new.png", ImageServer.bytes(BYTES));

        assertThat(fetcher.fetch(server.uri("/old.png")).bytes()).isEqualTo(BYTES);
    }

    @Test
    void followsNoMoreRedirectsThanAllowed() {
        server.on("/", ImageServer.redirect(302, "/a.png"));

        assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(server.uri("/a.png")))
                .contains("more than 3 redirects");
        assertThat(server.requests).hasValue(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://2130706433/",
                "http://other.example.org/",
                "file:///etc/passwd",
                "//127.0.0.1/",
                "ftp://localhost/a.png",
                "http://user@localhost/"
            })
    void checksWhereRedirectsLead(String location) {
        server.on("/", ImageServer.redirect(302, location));

        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> fetcher.fetch(server.uri("/a.png")));
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void refusesRedirectsThatGiveUpEncryption() {
        URI start = URI.create("https://localhost/a.png");

        assertRejected(
                DeadLetterReason.FORBIDDEN_LOCATION, () -> HttpLocation.redirected(start, "http://localhost/b.png"));
        assertThat(HttpLocation.redirected(start, "/b.png")).hasToString("https://localhost/b.png");
        assertThat(HttpLocation.redirected(URI.create("http://localhost/a.png"), "https://localhost/"))
                .hasToString("https://localhost/");
    }

    @Test
    void checksTheAddressBehindEveryRedirect() {
        server.on(
                "/old.png",
                ImageServer.redirect(
                        302, server.uri("inner.example.org", "/a.png").toString()));
        CheckedDns dns = new CheckedDns(
                address -> address.getHostAddress().equals("127.0.0.1"),
                host -> literal(host.equals("outer.example.org") ? "127.0.0.1" : "127.0.0.2"));

        try (HttpFetcher web = new HttpFetcher(LOCAL.withHosts(List.of("*.example.org")), dns)) {
            assertRejected(
                    DeadLetterReason.FORBIDDEN_LOCATION, () -> web.fetch(server.uri("outer.example.org", "/old.png")));
        }
        assertThat(server.requests).hasValue(1);
    }
}
