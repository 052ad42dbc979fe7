package captionstream.worker.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server of images on this machine, and a fetcher that may read from it. */
@Timeout(30)
abstract class HttpFetching {
    static final byte[] BYTES = {1, 2, 3};
    static final Duration SHORT = Duration.ofMillis(300);

    static final FetchPolicy LOCAL = FetchPolicy.defaults()
            .withHosts(List.of("localhost"))
            .withPrivateAddresses(true)
            .withMaxBytes(100_000)
            .withRetries(3, Duration.ofMillis(2));

    ImageServer server;
    HttpFetcher fetcher;

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

    static InetAddress[] literal(String address) throws UnknownHostException {
        return new InetAddress[] {InetAddress.getByName(address)};
    }
}
