package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import captionstream.schemas.DeadLetterReason;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an S3 server may answer when it is unwell or hostile. */
@Timeout(60)
class S3FailuresTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final URI OBJECT = URI.create("s3://photos/a.png");
    private static final Duration SHORT = Duration.ofMillis(300);

    private ImageServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ImageServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static FetchPolicy policy(URI endpoint) {
        return FetchPolicy.defaults()
                .withS3(new S3Access(List.of("photos"), endpoint, null, true))
                .withMaxBytes(100_000)
                .withRetries(3, Duration.ofMillis(2));
    }

    private static S3Fetcher fetcher(FetchPolicy policy) {
        CheckedDns dns = new CheckedDns(address -> true, InetAddress::getAllByName);
        return new S3Fetcher(policy, S3Clients.open(policy, S3Server.CREDENTIALS, dns));
    }

    private S3Fetcher fetcher() {
        return fetcher(policy(server.uri("")));
    }

    private static HttpHandler error(int status, String code) {
        byte[] body = ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + S3Server.SECRET
                        + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        return exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchKey, IMAGE_NOT_FOUND, 1",
        "404, NoSuchBucket, IMAGE_NOT_FOUND, 1",
        "403, AccessDenied, FORBIDDEN_LOCATION, 1",
        "403, InvalidAccessKeyId, FETCH_FAILED, 1",
        "403, SignatureDoesNotMatch, FETCH_FAILED, 1",
        "403, InvalidObjectState, FETCH_FAILED, 1",
        "400, ExpiredToken, FETCH_FAILED, 3",
        "400, RequestTimeout, FETCH_FAILED, 3",
        "400, AuthorizationHeaderMalformed, FETCH_FAILED, 1",
        "503, SlowDown, FETCH_FAILED, 3",
        "429, TooManyRequests, FETCH_FAILED, 3",
        "500, InternalError, FETCH_FAILED, 3",
        "301, PermanentRedirect, FETCH_FAILED, 1"
    })
    void anErrorCodeDecidesTheReasonAndWhetherItIsTriedAgain(
            int status, String code, DeadLetterReason reason, int requests) {
        server.on("/", error(status, code));

        try (S3Fetcher fetcher = fetcher()) {
            assertRejected(reason, () -> fetcher.fetch(OBJECT))
                    .contains(code)
                    .contains("s3://photos/a.png")
                    .doesNotContain(S3Server.SECRET);
        }
        assertThat(server.requests).hasValue(requests);
    }

    @Test
    void triesAgainWhenTheServerIsBusy() {
        server.on("/", exchange -> {
            boolean ready = server.requests.get() == 3;
            (ready ? ImageServer.bytes(BYTES) : error(503, "SlowDown")).handle(exchange);
        });

        try (S3Fetcher fetcher = fetcher()) {
            assertThat(fetcher.fetch(OBJECT).bytes()).isEqualTo(BYTES);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsNoRedirect(int status) {
        server.on("/photos", ImageServer.redirect(status, server.uri("/inner").toString()))
                .on("/inner", ImageServer.bytes(BYTES));

        try (S3Fetcher fetcher = fetcher()) {
            assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(OBJECT));
        }
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void stopsReadingAtTheAllowedBytes() {
        server.on("/", ImageServer.endless(8192));

        try (S3Fetcher fetcher = fetcher()) {
            assertRejected(DeadLetterReason.IMAGE_TOO_LARGE, () -> fetcher.fetch(OBJECT));
        }
        assertThat(server.requests).hasValue(1);
    }

    @Test
    void readsNothingOfABodyThatAnnouncesTooMuch() throws IOException {
        try (RawServer raw = RawServer.silentAfter("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n");
                S3Fetcher fetcher = fetcher(policy(raw.uri().resolve("/")))) {
            assertRejected(DeadLetterReason.IMAGE_TOO_LARGE, () -> fetcher.fetch(OBJECT));
        }
    }

    @Test
    void inflatesNothing() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(new byte[50_000_000]);
        }
        server.on("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            ImageServer.bytes(zipped.toByteArray()).handle(exchange);
        });

        try (S3Fetcher fetcher = fetcher()) {
            assertThat(fetcher.fetch(OBJECT).bytes()).isEqualTo(zipped.toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"})
    void doesNotWaitForServersThatFallSilent(String answer) throws IOException {
        try (RawServer raw = RawServer.silentAfter(answer);
                S3Fetcher hasty = fetcher(policy(raw.uri().resolve("/")).withTimeout(SHORT))) {
            assertRejected(DeadLetterReason.FETCH_TIMEOUT, () -> hasty.fetch(OBJECT));
        }
    }

    @Test
    void cutsBodiesThatTrickle() {
        server.on("/", ImageServer.endless(1));
        FetchPolicy patientInBytes = policy(server.uri("")).withTimeout(SHORT).withMaxBytes(1 << 30);

        try (S3Fetcher hasty = fetcher(patientInBytes)) {
            assertRejected(DeadLetterReason.FETCH_TIMEOUT, () -> hasty.fetch(OBJECT));
        }
    }

    @Test
    void triesAgainWhenABodyEndsEarly() throws IOException {
        try (RawServer raw = RawServer.hangingUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
                S3Fetcher fetcher = fetcher(policy(raw.uri().resolve("/")))) {
            assertRejected(DeadLetterReason.FETCH_FAILED, () -> fetcher.fetch(OBJECT));
            assertThat(raw.connections).hasValue(3);
        }
    }

    @Test
    void amazonItselfMustHaveAPublicAddress() throws IOException {
        FetchPolicy amazon = FetchPolicy.defaults().withS3(new S3Access(List.of("photos"), null, "eu-north-1", false));
        CheckedDns dns = new CheckedDns(amazon::allows, host -> {
            assertThat(host).isEqualTo("photos.s3.eu-north-1.amazonaws.com");
            return new InetAddress[] {InetAddress.getByName("169.254.169.254")};
        });

        try (S3Fetcher fetcher = new S3Fetcher(amazon, S3Clients.open(amazon, S3Server.CREDENTIALS, dns))) {
            assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> fetcher.fetch(OBJECT))
                    .contains("no public address");
        }
    }

    @Test
    void leavesTheImageAloneWhenInterrupted() {
        server.on("/", error(503, "SlowDown"));
        Thread.currentThread().interrupt();

        try (S3Fetcher fetcher = fetcher()) {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> fetcher.fetch(OBJECT));
        }
        assertThat(Thread.interrupted()).isTrue();
    }
}
