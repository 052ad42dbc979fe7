package captionstream.worker.image;

import static captionstream.worker.image.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import captionstream.schemas.DeadLetterReason;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class HttpFetcherTest extends HttpFetching {
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
    void leavesTheImageAloneWhenInterrupted() {
        server.on("/", ImageServer.status(503));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> fetcher.fetch(server.uri("/a.png")));
        assertThat(Thread.interrupted()).isTrue();
    }
}
