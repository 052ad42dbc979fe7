package captionstream.topology.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The second level: the panes of one series brought together to windows, and the records made of them. A window is
 * published once its last pane has begun, whoever saw it begin, and withdrawn when it lies too far behind the newest
 * pane. Not safe for several threads.
 */
public final class MergedWindows {
    private final Series series;
    private final double centre;
    private final NavigableMap<Long, Map<Partial.Key, Partial>> panes = new TreeMap<>();
    private final NavigableMap<Long, MergedAggregates> windows = new TreeMap<>();

    /** @param centre subtracted from the means of the compatibility matrix */
    public MergedWindows(Series series, double centre) {
        this.series = series;
        this.centre = centre;
    }

    /** Takes the sum over all partitions of one aggregate of a pane in the place of the older one. */
    public void replace(long pane, Partial sum) {
        panes.computeIfAbsent(pane, start -> new HashMap<>()).put(sum.key(), sum);
        windows.subMap(firstWindow(pane), true, pane, true).values().forEach(window -> window.replace(pane, sum));
    }

    /** Panes that start before it belong to no window any more. */
    public long horizon() {
        long retention = series.length().retentionMillis();
        return panes.isEmpty() || panes.lastKey() < retention ? 0 : panes.lastKey() - retention;
    }

    /**
     * The records that are not as this last gave them. The first time, windows that are past already are withdrawn
     * too: an instance before this one may have published them.
     */
    public List<Published> changes() {
        List<Published> changes = new ArrayList<>();
        long earliest = windows.isEmpty() ? 0 : horizon();
        panes.keySet().forEach(pane -> openWindows(pane, earliest));
        panes.headMap(horizon()).clear();
        NavigableMap<Long, MergedAggregates> past = windows.headMap(horizon(), false);
        past.values().forEach(window -> changes.addAll(window.withdrawn()));
        past.clear();
        windows.values().forEach(window -> changes.addAll(window.changes()));
        return changes;
    }

    private void openWindows(long pane, long earliest) {
        long hop = series.length().hopMillis();
        long newest = firstWindow(panes.lastKey());
        for (long at = Math.max(firstWindow(pane), earliest); at <= Math.min(pane, newest); at += hop) {
            windows.computeIfAbsent(at, this::opened);
        }
    }

    private MergedAggregates opened(long start) {
        MergedAggregates window = new MergedAggregates(series.model(), new Window(series.length(), start), centre);
        long last = start + series.length().millis() - series.length().hopMillis();
        panes.subMap(start, true, last, true)
                .forEach((pane, sums) -> sums.values().forEach(sum -> window.replace(pane, sum)));
        return window;
    }

    /** The start of the earliest window that the pane is part of. */
    private long firstWindow(long pane) {
        return pane - series.length().millis() + series.length().hopMillis();
    }
}
