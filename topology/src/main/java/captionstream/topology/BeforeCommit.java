package captionstream.topology;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A store that holds nothing, and lets a processor write to other stores just before they are committed, as the record
 * caches of Kafka Streams do. Those other stores must have no cache, since theirs may have been written before.
 */
final class BeforeCommit implements StateStore, CachedStateStore<Object, Object> {
    private final String name;
    private Runnable action = () -> {};
    private boolean open;

    private BeforeCommit(String name) {
        this.name = name;
    }

    static StoreBuilder<BeforeCommit> builder(String name) {
        return new UnkeptStore<>(name, BeforeCommit::new);
    }

    /** In the place of an action given before. */
    void run(Runnable newAction) {
        action = newAction;
    }

    @Override
    public void flushCache() {
        action.run();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        action = () -> {};
        open = true;
        context.register(root, (key, value) -> {});
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Object, Object> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public void clearCache() {}
}
