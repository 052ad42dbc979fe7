package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpFetcherTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final FetchPolicy LOCAL = FetchPolicy.defaults()
            .withHosts(List.of("localhost"))
            .withPrivateAddresses(true)
            .withMaxBytes(100_000)
            .withRetries(3, Duration.ofMillis(2));

    private ImageServer server;
    private HttpFetcher fetcher;

    @BeforeEach
    void start() throws IOException {
        server = new ImageServer();
        fetcher = new HttpFetcher(LOCAL);
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
    }

    @Test
    void readsTheBodyWithItsDigest() {
        server.on("/a.png", ImageServer.bytes(BYTES));

        FetchedImage image = fetcher.fetch(server.uri("/a.png"));

        assertThat(image.bytes()).isEqualTo(BYTES);
        assertThat(image.sha256()).isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    }

    @Test
    void readsAnEmptyBody() {
        server.on("/a.png", ImageServer.bytes(new byte[0]));

        assertThat(fetcher.fetch(server.uri("/a.png")).bytes()).isEmpty();
    }

    @Test
    void keepsTheConnectionForTheNextImage() {
        Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
        server.on("/", exchange -> {
            clients.add(exchange.getRemoteAddress());
            ImageServer.bytes(BYTES).handle(exchange);
        });

        fetcher.fetch(server.uri("/a.png"));
        fetcher.fetch(server.uri("/b.png"));

        assertThat(clients).hasSize(1);
    }

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
    void saysNothingOfQueriesAndFragments() {
        server.on("/", ImageServer.status(404));

        assertRejected(
                        DeadLetterReason.IMAGE_NOT_FOUND,
                        () -> fetcher.fetch(server.uri("/a.png?signature=secret#part")))
                .contains("/a.png")
                .doesNotContain("secret")
                .doesNotContain("part");
    }

    @Test
    void refusesUrisWithCredentialsAndDoesNotRepeatThem() {
        URI uri = URI.create("http://user:secret@localhost/a.png");

        assertRejected(DeadLetterReason.FORBIDDEN_LOCATION, () -> fetcher.fetch(uri))
                .doesNotContain("secret")
                .doesNotContain("user:");
    }

    @Test
    void refusesPortsThatDoNotExist() {
        URI uri = URI.create("http://127.0.0.1:65536/a.png");

        assertRejected(DeadLetterReason.INVALID_URI, () -> fetcher.fetch(uri)).contains("port");
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
    void looksUpNamesOfOtherScriptsAsTheUriHasThem() {
        server.on("/", ImageServer.bytes(BYTES));
        CheckedDns dns = new CheckedDns(
                address -> true, host -> literal(host.equals("xn--bcher-kva.test") ? "127.0.0.1" : "127.0.0.2"));

        try (HttpFetcher web = new HttpFetcher(LOCAL.withHosts(List.of("xn--bcher-kva.test")), dns)) {
            assertThat(web.fetch(server.uri("xn--bcher-kva.test", "/a.png")).bytes())
                    .isEqualTo(BYTES);
        }
    }

    @Test
    void doesNotWaitForSlowNameServers() {
        CountDownLatch never = new CountDownLatch(1);
        CheckedDns dns = new CheckedDns(
                address -> true,
                new BoundedLookup(
                        host -> {
                            await(never);
                            return literal("127.0.0.1");
                        },
                        SHORT));

        try (HttpFetcher web = new HttpFetcher(LOCAL, dns)) {
            assertRejected(DeadLetterReason.FETCH_TIMEOUT, () -> web.fetch(server.uri("/a.png")))
                    .contains("does not resolve in time");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

    @Test
    void dialsTheAddressThatWasCheckedHoweverDnsChangesItsMind() {
        server.on("/", ImageServer.bytes(BYTES));
        int[] lookups = {0};
        CheckedDns dns = new CheckedDns(
                address -> address.getHostAddress().equals("127.0.0.1"),
                host -> literal(lookups[0]++ == 0 ? "127.0.0.1" : "127.0.0.2"));

        try (HttpFetcher web = new HttpFetcher(LOCAL.withHosts(List.of("*")), dns)) {
            assertThat(web.fetch(server.uri("rebinding.example.org", "/a.png")).bytes())
                    .isEqualTo(BYTES);
        }
        assertThat(lookups).containsExactly(1);
    }

    @Test
    void dialsOnlyThePublicAddressesOfAHost() throws IOException {
        CheckedDns dns = new CheckedDns(FetchPolicy.defaults()::allows, host ->
                new InetAddress[] {literal("10.0.0.1")[0], literal("93.184.216.34")[0], literal("::1")[0]});

        assertThat(dns.resolve("example.org")).containsExactly(literal("93.184.216.34"));
    }

    @Test
    void leavesTheImageAloneWhenInterrupted() {
        server.on("/", ImageServer.status(503));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> fetcher.fetch(server.uri("/a.png")));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static InetAddress[] literal(String address) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(address)};
    }
}
