package captionstream.dashboard.stream;

import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.state.Changes;
import captionstream.dashboard.state.PipelineState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every client the same: {@code snapshot} on connection, then {@code changes} once a tick. Each event is encoded
 * once, however many receive it, so that clients cost a queue of references. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int WAITING_EVENTS = 16;

    private final PipelineState state;
    private final int maxClients;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "dashboard-stream"));
    private byte @Nullable [] snapshot;
    private long version;
    private long ticks;

    public EventStream(PipelineState state, int maxClients) {
        this.state = state;
        this.maxClients = maxClients;
    }

    public void start(Duration every) {
        ticker.scheduleAtFixedRate(this::tickOrSaySo, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return a client whose first event is the snapshot; nothing where as many are connected as may be */
    public synchronized Optional<StreamClient> connect() {
        if (clients.size() >= maxClients || ticker.isShutdown()) {
            return Optional.empty();
        }
        StreamClient client = new StreamClient(WAITING_EVENTS);
        clients.add(client);
        client.finished().thenRun(() -> clients.remove(client));
        client.send(snapshot());
        return Optional.of(client);
    }

    public int clients() {
        return clients.size();
    }

    /** One round of changes. */
    synchronized void tick() {
        Changes changes = state.changesAfter(version);
        version = changes.version();
        ticks++;
        snapshot = null;
        if (!clients.isEmpty()) {
            byte[] event = ServerSentEvent.encode("changes", ticks, DashboardJson.bytes(changes));
            clients.forEach(client -> client.send(event));
        }
    }

    /** Ends the ticks and every connection. */
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            clients.forEach(StreamClient::close);
        }
    }

    private byte[] snapshot() {
        if (snapshot == null) {
            snapshot = ServerSentEvent.encode("snapshot", ticks, DashboardJson.bytes(state.snapshot()));
        }
        return snapshot;
    }

    private void tickOrSaySo() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A round of changes could not be sent");
        }
    }
}
