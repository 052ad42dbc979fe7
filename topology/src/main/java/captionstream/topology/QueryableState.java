package captionstream.topology;

import captionstream.topology.query.UnavailableException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.StateStoreProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a task shows to queries. It is a store, so that Kafka Streams finds it by partition, but holds nothing that has
 * to be kept: the processor shows its state when it is complete, and it is gone when the task closes. Other stores can
 * be read while they are being restored.
 */
final class QueryableState<T> implements StateStore {
    private final String name;
    private volatile boolean open;
    private volatile @Nullable T shown;

    private QueryableState(String name) {
        this.name = name;
    }

    static <T> StoreBuilder<QueryableState<T>> builder(String name) {
        return new UnkeptStore<>(name, QueryableState::new);
    }

    /** @param state safe for many threads */
    void show(T state) {
        shown = state;
    }

    /** @throws UnavailableException while there is none */
    T shown() {
        T state = shown;
        if (state == null) {
            throw new UnavailableException("The statistics are being made ready after a move or a restart");
        }
        return state;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        shown = null;
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
    public Position getPosition() {
        return Position.emptyPosition();
    }

    /** For {@link org.apache.kafka.streams.StoreQueryParameters} that name a partition. */
    static <T> QueryableStoreType<QueryableState<T>> type() {
        return new QueryableStoreType<>() {
            @Override
            public boolean accepts(StateStore store) {
                return store instanceof QueryableState;
            }

            @Override
            public QueryableState<T> create(StateStoreProvider provider, String name) {
                return provider.stores(name, this).stream()
                        .findFirst()
                        .orElseThrow(() -> new InvalidStateStoreException(name + " is not here"));
            }
        };
    }
}
