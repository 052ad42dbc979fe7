package captionstream.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageServerTest extends PageServerCase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page/app.js",
                "/api/state",
                "/health/live",
                "/thumbnails/none",
                "/nowhere",
                "/page/none.js"
            })
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Map<String, List<String>> headers = get(path).headers().map();

        assertThat(headers.get("Content-Security-Policy").get(0))
                .startsWith(
                        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(headers).containsEntry("X-Content-Type-Options", List.of("nosniff"));
        assertThat(headers).containsEntry("Referrer-Policy", List.of("no-referrer"));
        assertThat(headers).doesNotContainKeys("Server", "Access-Control-Allow-Origin", "access-control-allow-origin");
    }

    @Test
    void requestsUnderAnotherHostNameAreTurnedAway() throws IOException {
        assertThat(statusLine("GET /api/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 421 ");
        assertThat(statusLine("GET /api/stream HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 421 ");
        assertThat(statusLine("GET /api/state HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains(" 200 ");
    }

    @Test
    void healthTellsReadingFromHavingReadThePast() {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);

        state.caughtUp();
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        alive = false;
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void aPortInUseIsSaidInOneLine() {
        assertThatIllegalStateException()
                .isThrownBy(() -> serve(server.port()))
                .withMessageContaining("cannot listen on 127.0.0.1:" + server.port());
    }
}
