package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HttpNamesTest extends HttpFetching {
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
