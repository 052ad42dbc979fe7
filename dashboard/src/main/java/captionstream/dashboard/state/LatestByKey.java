package captionstream.dashboard.state;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest value of every key, up to a limit: beyond it, the key that was written longest ago is forgotten. */
final class LatestByKey<V> {
    private final Map<String, V> values = new LinkedHashMap<>();
    private final int limit;

    LatestByKey(int limit) {
        this.limit = limit;
    }

    /** @param value null takes the key away, as a tombstone does */
    void put(String key, @Nullable V value) {
        values.remove(key);
        if (value != null) {
            values.put(key, value);
        }
        if (values.size() > limit) {
            values.remove(values.keySet().iterator().next());
        }
    }

    @Nullable
    V get(String key) {
        return values.get(key);
    }

    /** Longest unwritten first. */
    List<V> values() {
        return List.copyOf(values.values());
    }
}
