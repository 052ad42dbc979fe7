package captionstream.dashboard.stream;

import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.state.Changes;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.state.ResultWindow;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clients that see results of one window: all get the same bytes. Nothing is encoded before the first of them. */
final class Channel {
    /** Less than may wait for a client, so that one that comes back does not overflow at once. */
    private static final Backlog.Limits REMEMBERED = new Backlog.Limits(24, 2 << 20);

    private final PipelineState state;
    private final ResultWindow window;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final String run = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private final RecentEvents recent = new RecentEvents(REMEMBERED);
    private byte @Nullable [] snapshot;
    private long version;
    private long ticks;
    private boolean wanted;

    Channel(PipelineState state, ResultWindow window) {
        this.state = state;
        this.window = window;
    }

    void add(StreamClient client, @Nullable String lastEventId) {
        wanted = true;
        clients.add(client);
        client.finished().thenRun(() -> clients.remove(client));
        missedSince(lastEventId).orElseGet(() -> List.of(snapshot())).forEach(client::send);
    }

    int clients() {
        return clients.size();
    }

    long mostWaitingBytes() {
        return clients.stream().mapToLong(StreamClient::waitingBytes).max().orElse(0);
    }

    void tick() {
        Changes changes = state.changesAfter(version, window);
        version = changes.version();
        ticks++;
        snapshot = null;
        if (wanted) {
            byte[] event = ServerSentEvent.encode("changes", id(ticks), DashboardJson.bytes(changes));
            recent.add(ticks, event);
            clients.forEach(client -> client.send(event));
        }
    }

    void close() {
        clients.forEach(StreamClient::close);
    }

    private byte[] snapshot() {
        if (snapshot == null) {
            snapshot = ServerSentEvent.encode("snapshot", id(ticks), DashboardJson.bytes(state.snapshot(window)));
        }
        return snapshot;
    }

    /** Names the window's run in this server too: another one counts from the beginning again. */
    private String id(long tick) {
        return run + "-" + tick;
    }

    private Optional<List<byte[]>> missedSince(@Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.matches(run + "-\\d{1,18}")) {
            return Optional.empty();
        }
        return recent.after(Long.parseLong(lastEventId.substring(run.length() + 1)), ticks);
    }
}
