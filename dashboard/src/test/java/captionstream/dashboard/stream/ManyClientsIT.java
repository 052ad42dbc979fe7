package captionstream.dashboard.stream;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.dashboard.Samples;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.Thumbnails;
import captionstream.dashboard.web.PageActions;
import captionstream.dashboard.web.PageServer;
import captionstream.dashboard.web.PageSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As many connections as there may be, a fifth of which never read; all of them are served by this one thread. */
class ManyClientsIT {
    private static final int CLIENTS = 500;
    private static final int SILENT = 100;
    private static final int TICKS = 60;
    private static final int LARGEST_EVENT = 256 * 1024;

    private final PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofMinutes(1), 4, Samples.PROMPTS);
    private final EventStream events = new EventStream(state, CLIENTS);
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final List<RawClient> connected = new ArrayList<>();
    private Selector selector;
    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        selector = Selector.open();
        state.caughtUp();
        events.tick();
        server = PageServer.start(
                PageSettings.onLoopback(0),
                state,
                events,
                new CachedThumbnails(Thumbnails.none(), 1),
                PageActions.NONE,
                () -> true);
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : connected) {
            client.close();
        }
        selector.close();
        events.close();
        server.close();
    }

    @Test
    void whoReadsGetsEveryEventWhoDoesNotIsDroppedAndWhoComesBackGoesOn() throws IOException {
        List<RawClient> silent = connect(SILENT, false, "");
        List<RawClient> readers = connect(CLIENTS - SILENT, true, "");
        Awaitility.await().until(() -> pump() && events.clients() == CLIENTS);

        long mostWaiting = 0;
        for (int tick = 2; tick <= TICKS; tick++) {
            change(tick);
            mostWaiting = Math.max(mostWaiting, events.mostWaitingBytes());
            awaitTick(readers, tick);
        }

        assertThat(mostWaiting).isBetween(1L, EventStream.LIMITS.bytes() + LARGEST_EVENT);
        assertThat(events.clients()).isEqualTo(CLIENTS - SILENT);
        assertThat(silent).allSatisfy(client -> assertThat(client.ticks()).isEmpty());
        assertThat(readers).allSatisfy(client -> assertThat(client.ticks())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, TICKS).boxed().toList()));

        RawClient away = readers.get(0);
        away.close();
        change(TICKS + 1);
        change(TICKS + 2);
        RawClient back = connect(1, true, "Last-Event-ID: " + away.lastEventId() + "\r\n")
                .get(0);
        change(TICKS + 3);
        awaitTick(List.of(back), TICKS + 3);

        assertThat(back.types()).containsOnly("changes");
        assertThat(back.ticks()).containsExactly(TICKS + 1L, TICKS + 2L, TICKS + 3L);
    }

    /** One image with as many captions as are kept of one, some 20 KB. */
    private void change(int number) {
        for (int prompt = 0; prompt < 32; prompt++) {
            state.add(
                    Samples.caption("image " + number, prompt, 25, Instant.now())
                            .setPromptCount(32)
                            .build(),
                    Instant.now().toEpochMilli());
        }
        events.tick();
    }

    private void awaitTick(List<RawClient> clients, long tick) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> pump() && clients.stream().allMatch(client -> client.has(tick)));
    }

    private boolean pump() throws IOException {
        selector.selectNow();
        for (SelectionKey key : selector.selectedKeys()) {
            ((RawClient) key.attachment()).read(buffer);
        }
        selector.selectedKeys().clear();
        return true;
    }

    private List<RawClient> connect(int count, boolean reads, String headers) throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RawClient client = reads ? RawClient.to(server.port()) : RawClient.silentTo(server.port());
            client.ask("GET /api/stream HTTP/1.0\r\nHost: localhost\r\n" + headers + "\r\n");
            if (reads) {
                client.register(selector);
            }
            clients.add(client);
        }
        connected.addAll(clients);
        return clients;
    }
}
