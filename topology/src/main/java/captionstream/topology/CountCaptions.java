package captionstream.topology;

import captionstream.Caption;
import captionstream.topology.statistics.ChangedImages;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.Pane;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.PartialAggregates;
import captionstream.topology.statistics.PartitionPartial;
import captionstream.topology.statistics.Series;
import captionstream.topology.statistics.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The first level over all time: counts the captions of one partition, and on a clock sends the aggregates that changed, keyed by
 * series. After a restart it sends all of them once, for it cannot know which were sent.
 *
 * <p>Captions are gathered and counted together, at the latest before they are committed. The aggregates of a partition are
 * few and held decoded.
 */
final class CountCaptions extends ContextualProcessor<String, Caption, String, byte[]> {
    /** What is counted goes to the broker while captions are read, rather than all of it before the commit. */
    private static final int MOST_GATHERED = 500;

    private final Duration emitInterval;
    private final String outcomesStore;
    private final String partialsStore;
    private final String commitStore;
    private final String queriedStore;
    private final Map<String, ChangedImages> gathered = new HashMap<>();
    private final Map<String, PartialAggregates> byModel = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Partial.Key, Partial>> unstored = new HashMap<>();
    private final Map<String, Map<Partial.Key, Partial>> unsent = new HashMap<>();
    private KeyValueStore<String, ImageOutcomes> outcomes;
    private KeyValueStore<String, Partial> partials;
    private QueryableState<CountedImages> queried;

    CountCaptions(
            Duration emitInterval,
            String outcomesStore,
            String partialsStore,
            String commitStore,
            String queriedStore) {
        this.emitInterval = emitInterval;
        this.outcomesStore = outcomesStore;
        this.partialsStore = partialsStore;
        this.commitStore = commitStore;
        this.queriedStore = queriedStore;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        outcomes = context.getStateStore(outcomesStore);
        partials = context.getStateStore(partialsStore);
        queried = context.getStateStore(queriedStore);
        restore();
        context.<BeforeCommit>getStateStore(commitStore).run(this::store);
        context.schedule(Instant.EPOCH, emitInterval, PunctuationType.WALL_CLOCK_TIME, this::send);
    }

    /** Also after a failure, on the same instance, when what is held in memory is worth nothing. */
    private void restore() {
        gathered.clear();
        unstored.clear();
        byModel.clear();
        unsent.clear();
        try (KeyValueIterator<String, Partial> stored = partials.all()) {
            stored.forEachRemaining(
                    entry -> aggregates(StoreKey.model(entry.key)).restore(entry.value));
        }
        byModel.forEach((model, aggregates) -> unsent.put(model, new HashMap<>(aggregates.all())));
    }

    @Override
    public void process(Record<String, Caption> record) {
        String model = record.value().getModel();
        ChangedImages images = gathered.computeIfAbsent(model, m -> new ChangedImages());
        images.add(record.value(), imageId -> stored(model, imageId));
        if (images.size() >= MOST_GATHERED) {
            count();
        }
    }

    private ImageOutcomes stored(String model, String imageId) {
        ImageOutcomes stored = outcomes.get(StoreKey.of(model, imageId));
        return stored == null ? ImageOutcomes.none(imageId) : stored;
    }

    private void count() {
        gathered.forEach((model, images) -> {
            images.all()
                    .forEach(image ->
                            outcomes.put(StoreKey.of(model, image.after().imageId()), image.after()));
            keep(model, aggregates(model).replace(images.all()));
        });
        gathered.clear();
    }

    private PartialAggregates aggregates(String model) {
        return byModel.computeIfAbsent(model, m -> new PartialAggregates());
    }

    private void keep(String model, Map<Partial.Key, Partial> changed) {
        unstored.computeIfAbsent(model, m -> new HashMap<>()).putAll(changed);
        unsent.computeIfAbsent(model, m -> new HashMap<>()).putAll(changed);
    }

    private void store() {
        count();
        unstored.forEach((model, changed) ->
                changed.forEach((key, partial) -> partials.put(StoreKey.of(model, key.text()), partial)));
        unstored.clear();
    }

    private void send(long now) {
        count();
        byModel.forEach((model, aggregates) -> {
            if (!aggregates.isExact()) {
                keep(model, recount(model, aggregates));
            }
        });
        if (!unsent.isEmpty()) {
            context().commit();
        }
        int partition = context().taskId().partition();
        unsent.forEach((model, changed) -> {
            String series = new Series(model, WindowLength.ALL_TIME).text();
            changed.values().forEach(partial -> context()
                    .forward(new Record<>(
                            series, new PartitionPartial(partition, Pane.ALL_TIME.start(), partial).toBytes(), now)));
        });
        unsent.clear();
        queried.show(new CountedImages(byModel.keySet(), outcomes));
    }

    private Map<Partial.Key, Partial> recount(String model, PartialAggregates aggregates) {
        try (KeyValueIterator<String, ImageOutcomes> images =
                outcomes.range(StoreKey.first(model), StoreKey.last(model))) {
            return aggregates.recount(() -> values(images));
        }
    }

    private static Iterator<ImageOutcomes> values(KeyValueIterator<String, ImageOutcomes> entries) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public ImageOutcomes next() {
                KeyValue<String, ImageOutcomes> entry = entries.next();
                return entry.value;
            }
        };
    }
}
