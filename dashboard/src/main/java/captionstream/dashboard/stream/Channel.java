package captionstream.dashboard.stream;

import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.state.Changes;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.state.ResultWindow;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clients that see results of one window: all get the same bytes. */
final class Channel {
    private final PipelineState state;
    private final ResultWindow window;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private byte @Nullable [] snapshot;
    private long version;
    private long ticks;

    Channel(PipelineState state, ResultWindow window) {
        this.state = state;
        this.window = window;
    }

    void add(StreamClient client) {
        clients.add(client);
        client.finished().thenRun(() -> clients.remove(client));
        client.send(snapshot());
    }

    int clients() {
        return clients.size();
    }

    void tick() {
        Changes changes = state.changesAfter(version, window);
        version = changes.version();
        ticks++;
        snapshot = null;
        if (!clients.isEmpty()) {
            byte[] event = ServerSentEvent.encode("changes", ticks, DashboardJson.bytes(changes));
            clients.forEach(client -> client.send(event));
        }
    }

    void close() {
        clients.forEach(StreamClient::close);
    }

    private byte[] snapshot() {
        if (snapshot == null) {
            snapshot = ServerSentEvent.encode("snapshot", ticks, DashboardJson.bytes(state.snapshot(window)));
        }
        return snapshot;
    }
}
