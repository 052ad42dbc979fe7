package captionstream.dashboard.stream;

import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.state.Changes;
import captionstream.dashboard.state.PipelineState;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
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
 * once, however many receive it, so that clients cost a queue of references. One that comes back gets the changes it
 * missed instead of the snapshot, where these are still known. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** What may wait for one client, besides the event that was added last. */
    static final Backlog.Limits LIMITS = new Backlog.Limits(32, 4 << 20);

    /** Less than may wait, so that a client that comes back does not overflow at once. */
    private static final Backlog.Limits REMEMBERED = new Backlog.Limits(24, 2 << 20);

    private final PipelineState state;
    private final int maxClients;
    private final Set<StreamClient> clients = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "dashboard-stream"));
    private final String run = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private final RecentEvents recent = new RecentEvents(REMEMBERED);
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

    /**
     * @param lastEventId of the last event that the client has, as it says itself
     * @return a client that waits for what it has not; nothing where as many are connected as may be
     */
    public synchronized Optional<StreamClient> connect(@Nullable String lastEventId) {
        if (clients.size() >= maxClients || ticker.isShutdown()) {
            return Optional.empty();
        }
        StreamClient client = new StreamClient(new Backlog(LIMITS));
        clients.add(client);
        client.finished().thenRun(() -> clients.remove(client));
        missedSince(lastEventId).orElseGet(() -> List.of(snapshot())).forEach(client::send);
        return Optional.of(client);
    }

    public int clients() {
        return clients.size();
    }

    /** The most that waits for any one client, in bytes; events of several clients are the same bytes. */
    public long mostWaitingBytes() {
        return clients.stream().mapToLong(StreamClient::waitingBytes).max().orElse(0);
    }

    /** One round of changes. */
    synchronized void tick() {
        Changes changes = state.changesAfter(version);
        version = changes.version();
        ticks++;
        snapshot = null;
        byte[] event = ServerSentEvent.encode("changes", id(ticks), DashboardJson.bytes(changes));
        recent.add(ticks, event);
        clients.forEach(client -> client.send(event));
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
            snapshot = ServerSentEvent.encode("snapshot", id(ticks), DashboardJson.bytes(state.snapshot()));
        }
        return snapshot;
    }

    /** Names the run of this server too: another one counts from the beginning again. */
    private String id(long tick) {
        return run + "-" + tick;
    }

    private Optional<List<byte[]>> missedSince(@Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.matches(run + "-\\d{1,18}")) {
            return Optional.empty();
        }
        return recent.after(Long.parseLong(lastEventId.substring(run.length() + 1)), ticks);
    }

    private void tickOrSaySo() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A round of changes could not be sent");
        }
    }
}
