package captionstream.dashboard.state;

import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The latest running results of one kind over all time, as the page shows them. Windowed ones are left aside: they have
 * keys of their own.
 */
final class RunningResults<R extends SpecificRecord, V> {
    private final LatestByKey<V> latest;
    private final Function<R, @Nullable String> window;
    private final Function<R, V> view;
    private long version;

    /** @param limit keys kept */
    RunningResults(int limit, Function<R, @Nullable String> window, Function<R, V> view) {
        this.latest = new LatestByKey<>(limit);
        this.window = window;
        this.view = view;
    }

    /** @param result null takes the key away */
    void put(String key, @Nullable R result, long version) {
        boolean gone = result == null && latest.get(key) != null;
        boolean fresh = result != null && window.apply(result) == null;
        if (gone || fresh) {
            latest.put(key, result == null ? null : view.apply(result));
            this.version = version;
        }
    }

    List<V> values() {
        return latest.values();
    }

    /** Everything, where anything has changed since. */
    @Nullable
    List<V> changedAfter(long earlier) {
        return version > earlier ? latest.values() : null;
    }
}
