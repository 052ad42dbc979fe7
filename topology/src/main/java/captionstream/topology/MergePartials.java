package captionstream.topology;

import captionstream.schemas.Topic;
import captionstream.topology.query.PublishedRecords;
import captionstream.topology.statistics.MergedWindows;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.PartitionPartial;
import captionstream.topology.statistics.Published;
import captionstream.topology.statistics.Series;
import captionstream.topology.statistics.StatisticsSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The second level: keeps the newest partial of every partition and pane, and on a clock publishes the records that
 * changed, each to the child nodes that its topic has. After a restart it publishes all of them once.
 */
final class MergePartials extends ContextualProcessor<String, byte[], String, SpecificRecord> {
    private final StatisticsSettings settings;
    private final String storeName;
    private final Function<Topic, List<String>> nodes;
    private final String queriedStore;
    private final Map<String, MergedWindows> bySeries = new HashMap<>();
    private final Map<String, Set<Aggregate>> changed = new HashMap<>();
    private KeyValueStore<String, byte[]> store;
    private PublishedRecords published = new PublishedRecords();
    private QueryableState<PublishedRecords> queried;

    /** One aggregate of a pane, which every partition has its partial of. */
    private record Aggregate(long pane, Partial.Key key) {
        static Aggregate of(PartitionPartial partial) {
            return new Aggregate(partial.paneStart(), partial.partial().key());
        }

        String in(String series) {
            return StoreKey.of(paneIn(series, pane), key.text());
        }

        /** In the order of time. */
        static String paneIn(String series, long pane) {
            return StoreKey.of(series, HexFormat.of().toHexDigits(pane));
        }
    }

    MergePartials(
            StatisticsSettings settings, String storeName, String queriedStore, Function<Topic, List<String>> nodes) {
        this.settings = settings;
        this.storeName = storeName;
        this.queriedStore = queriedStore;
        this.nodes = nodes;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        store = context.getStateStore(storeName);
        queried = context.getStateStore(queriedStore);
        published = new PublishedRecords();
        bySeries.clear();
        changed.clear();
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(
                    entry -> changed(StoreKey.series(entry.key), PartitionPartial.fromBytes(entry.value)));
        }
        context.schedule(Instant.EPOCH, settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        PartitionPartial partial = PartitionPartial.fromBytes(record.value());
        String key = StoreKey.of(Aggregate.of(partial).in(record.key()), Integer.toString(partial.partition()));
        if (!Arrays.equals(record.value(), store.get(key))) {
            store.put(key, record.value());
            changed(record.key(), partial);
        }
    }

    private void changed(String series, PartitionPartial partial) {
        changed.computeIfAbsent(series, s -> new HashSet<>()).add(Aggregate.of(partial));
    }

    private void publish(long now) {
        Map<Series, List<Published>> changes = new HashMap<>();
        changed.forEach((series, aggregates) -> {
            MergedWindows windows = bySeries.computeIfAbsent(
                    series, s -> new MergedWindows(Series.ofText(s), settings.compatibilityCentre()));
            aggregates.forEach(aggregate -> windows.replace(aggregate.pane(), sum(aggregate.in(series))));
            forget(series, windows.horizon());
            List<Published> records = windows.changes();
            changes.put(Series.ofText(series), records);
            for (Published record : records) {
                Record<String, SpecificRecord> change = new Record<>(record.key(), record.value(), now);
                nodes.apply(record.topic()).forEach(node -> context().forward(change, node));
            }
        });
        if (!changed.isEmpty()) {
            context().commit();
        }
        changed.clear();
        published.publish(changes);
        queried.show(published);
    }

    private Partial sum(String aggregate) {
        try (KeyValueIterator<String, byte[]> partitions =
                store.range(StoreKey.first(aggregate), StoreKey.last(aggregate))) {
            Partial sum = PartitionPartial.fromBytes(partitions.next().value).partial();
            while (partitions.hasNext()) {
                sum = sum.plus(
                        PartitionPartial.fromBytes(partitions.next().value).partial());
            }
            return sum;
        }
    }

    private void forget(String series, long horizon) {
        List<String> past = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> stored =
                store.range(StoreKey.first(series), Aggregate.paneIn(series, horizon))) {
            stored.forEachRemaining(entry -> past.add(entry.key));
        }
        past.forEach(store::delete);
    }
}
