package captionstream.topology;

import captionstream.topology.statistics.Pane;
import captionstream.topology.statistics.PanePartial;
import captionstream.topology.statistics.PartitionPartial;
import captionstream.topology.statistics.Series;
import captionstream.topology.statistics.StartedPartials;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The aggregates of open panes, each stored once, empty. */
record StartedPartialsStore(int partition, KeyValueStore<String, byte[]> store) implements StartedPartials {
    @Override
    public void add(PanePartial empty) {
        long start = empty.pane().start();
        store.put(key(empty), new PartitionPartial(partition, start, empty.partial()).toBytes());
    }

    @Override
    public void remove(PanePartial empty) {
        store.delete(key(empty));
    }

    @Override
    public List<PanePartial> all() {
        List<PanePartial> all = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> {
                Series series = Series.ofText(StoreKey.series(entry.key));
                PartitionPartial empty = PartitionPartial.fromBytes(entry.value);
                all.add(new PanePartial(series.model(), new Pane(series.length(), empty.paneStart()), empty.partial()));
            });
        }
        return all;
    }

    private static String key(PanePartial partial) {
        String pane = StoreKey.of(
                partial.series().text(), Long.toString(partial.pane().start()));
        return StoreKey.of(pane, partial.partial().key().text());
    }
}
