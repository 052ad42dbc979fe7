package captionstream.dashboard.stream;

import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.state.ResultWindow;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every client of a window the same: {@code snapshot} on connection, then {@code changes} once a tick. Each event
 * is encoded once a window, however many receive it, so that clients cost a queue of references. One that comes back
 * gets the changes it missed instead of the snapshot, where these are still known. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** What may wait for one client, besides the event that was added last. */
    static final Backlog.Limits LIMITS = new Backlog.Limits(32, 4 << 20);

    private final Map<ResultWindow, Channel> channels = new EnumMap<>(ResultWindow.class);
    private final int maxClients;
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "dashboard-stream"));

    public EventStream(PipelineState state, int maxClients) {
        for (ResultWindow window : ResultWindow.values()) {
            channels.put(window, new Channel(state, window));
        }
        this.maxClients = maxClients;
    }

    public void start(Duration every) {
        ticker.scheduleAtFixedRate(this::tickOrSaySo, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param window of the results that the client sees
     * @param lastEventId of the last event that the client has, as it says itself
     * @return a client that waits for what it has not; nothing where as many are connected as may be
     */
    public synchronized Optional<StreamClient> connect(ResultWindow window, @Nullable String lastEventId) {
        if (clients() >= maxClients || ticker.isShutdown()) {
            return Optional.empty();
        }
        StreamClient client = new StreamClient(new Backlog(LIMITS));
        channels.get(window).add(client, lastEventId);
        return Optional.of(client);
    }

    public int clients() {
        return channels.values().stream().mapToInt(Channel::clients).sum();
    }

    /** The most that waits for any one client, in bytes; events of several clients are the same bytes. */
    public long mostWaitingBytes() {
        return channels.values().stream()
                .mapToLong(Channel::mostWaitingBytes)
                .max()
                .orElse(0);
    }

    /** One round of changes. */
    synchronized void tick() {
        channels.values().forEach(Channel::tick);
    }

    /** Ends the ticks and every connection. */
    @Override
    public void close() {
        ticker.shutdownNow();
        synchronized (this) {
            channels.values().forEach(Channel::close);
        }
    }

    private void tickOrSaySo() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A round of changes could not be sent");
        }
    }
}
