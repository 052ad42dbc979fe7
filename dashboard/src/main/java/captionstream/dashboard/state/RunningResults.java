package captionstream.dashboard.state;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The latest running results of one kind, over all time and of the latest windows, as the page shows them. */
final class RunningResults<R extends SpecificRecord, V> {
    private final Map<ResultWindow, WindowResults<V>> byWindow = new EnumMap<>(ResultWindow.class);
    private final Function<R, Coverage> coverage;
    private final Function<R, V> view;

    /** @param limit keys kept of each window length */
    RunningResults(int limit, Function<R, Coverage> coverage, Function<R, V> view) {
        for (ResultWindow window : ResultWindow.values()) {
            byWindow.put(window, new WindowResults<>(limit));
        }
        this.coverage = coverage;
        this.view = view;
    }

    /** @param result null takes the key away; one of a window length that the page does not show is left aside */
    void put(String key, @Nullable R result, long version) {
        if (result == null) {
            byWindow.values().forEach(results -> results.remove(key, version));
            return;
        }
        Coverage covered = coverage.apply(result);
        ResultWindow.ofCode(covered.window())
                .ifPresent(window -> byWindow.get(window).put(key, covered, view.apply(result), version));
    }

    WindowResults<V> of(ResultWindow window) {
        return byWindow.get(window);
    }
}
