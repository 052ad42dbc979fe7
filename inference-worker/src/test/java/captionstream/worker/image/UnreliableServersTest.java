package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnreliableServersTest extends HttpFetching {
    @Test
    void doesNotRetryWhatIsMissing() {
        server.on("/", ImageServer.status(404));

        assertRejected(DeadLetterReason.IMAGE_NOT_FOUND, () -> fetcher.fetch(server.uri("/a.png")))
                .contains("404");
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void doesNotRetryWhatIsForbidden() {
        server.on("/", ImageServer.status(403));

        assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(server.uri("/a.png")))
                .contains("403");
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void triesAgainWhenTheServerFails() {
        server.on("/", exchange -> {
            boolean up = server.requests.get() == 3;
            (up ? ImageServer.bytes(BYTES) : ImageServer.status(503)).handle(exchange);
        });

        assertThat(fetcher.fetch(server.uri("/a.png")).bytes()).isEqualTo(BYTES);
    }

    @Test
    void givesUpAfterTheAllowedAttempts() {
        server.on("/", ImageServer.status(503));

        assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(server.uri("/a.png")))
                .contains("503");
        assertThat(server.requests).hasValue(3);
    }

    @Test
    void triesAgainWhenABodyEndsEarly() throws IOException {
        try (RawServer raw = RawServer.hangingUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")) {
            assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(raw.uri()));
            assertThat(raw.connections).hasValue(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nabc", "no HTTP at all\r\n\r\n", ""})
    void survivesServersThatDoNotSpeakHttp(String answer) throws IOException {
        try (RawServer raw = RawServer.hangingUpAfter(answer)) {
            assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(raw.uri()));
        }
    }

    @Test
    void boundsTheHeader() throws IOException {
        String header = "X-Padding: " + "x".repeat(100_000) + "\r\n";
        try (RawServer raw = RawServer.hangingUpAfter("HTTP/1.1 200 OK\r\n" + header + "\r\nabc")) {
            assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(raw.uri()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"})
    void doesNotWaitForServersThatFallSilent(String answer) throws IOException {
        try (RawServer raw = RawServer.silentAfter(answer);
                HttpFetcher hasty = new HttpFetcher(LOCAL.withTimeout(SHORT))) {
            assertRejected(DeadLetterReason.FETCH_TIMEOUT, () -> hasty.fetch(raw.uri()));
        }
    }

    @Test
    void cutsBodiesThatTrickle() {
        server.on("/", ImageServer.endless(1));
        FetchPolicy patientInBytes = LOCAL.withTimeout(SHORT).withMaxBytes(1 << 30);

        try (HttpFetcher hasty = new HttpFetcher(patientInBytes)) {
            assertRejected(DeadLetterReason.FETCH_TIMEOUT, () -> hasty.fetch(server.uri("/a.png")));
        }
    }

    @Test
    void saysWhenNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI uri = URI.create("http://localhost:" + port + "/a.png");

        assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(uri)).contains("cannot be connected to");
    }

    @Test
    void stopsReadingAtTheAllowedBytes() {
        server.on("/", ImageServer.endless(8192));

        assertRejected(DeadLetterReason.IMAGE_TOO_LARGE, () -> fetcher.fetch(server.uri("/a.png")));
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void readsNothingOfABodyThatAnnouncesTooMuch() throws IOException {
        try (RawServer raw = RawServer.silentAfter("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n")) {
            assertRejected(DeadLetterReason.IMAGE_TOO_LARGE, () -> fetcher.fetch(raw.uri()));
        }
    }
}
