package captionstream.dashboard.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results of one kind and one window length: of each model, those of its latest window. */
final class WindowResults<V> {
    private final LatestByKey<Row<V>> rows;
    private long version;

    private record Row<V>(String key, Coverage coverage, V view) {}

    /** @param limit keys kept */
    WindowResults(int limit) {
        this.rows = new LatestByKey<>(limit);
    }

    void put(String key, Coverage coverage, V view, long version) {
        List<Row<V>> known = rows.values();
        if (known.stream().anyMatch(row -> row.coverage.supersedes(coverage))) {
            return;
        }
        known.stream().filter(row -> coverage.supersedes(row.coverage)).forEach(row -> rows.put(row.key, null));
        rows.put(key, new Row<>(key, coverage, view));
        this.version = version;
    }

    void remove(String key, long version) {
        if (rows.get(key) != null) {
            rows.put(key, null);
            this.version = version;
        }
    }

    List<V> values() {
        return rows.values().stream().map(Row::view).toList();
    }

    /** Everything, where anything has changed since. */
    @Nullable
    List<V> changedAfter(long earlier) {
        return version > earlier ? values() : null;
    }
}
