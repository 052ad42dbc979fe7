package captionstream.topology;

import captionstream.Caption;
import captionstream.topology.statistics.ChangedImages;
import captionstream.topology.statistics.ImageChange;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.Pane;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.PartialAggregates;
import captionstream.topology.statistics.PartitionPartial;
import captionstream.topology.statistics.Retention;
import captionstream.topology.statistics.Series;
import captionstream.topology.statistics.StatisticsSettings;
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
 * The first level over all time: counts the captions of one partition, and on a clock sends the aggregates that
 * changed, keyed by series. After a restart it sends all of them once, for it cannot know which were sent.
 *
 * <p>Captions are gathered and counted together, at the latest before they are committed. The aggregates of a partition
 * are few and held decoded.
 */
final class CountCaptions extends ContextualProcessor<String, Caption, String, byte[]> {
    /** So few that what was read of them is in the processor's cache when they are counted. */
    private static final int MOST_GATHERED = 20;

    /** Looking at more stored images than are counted finds old ones sooner than new ones come. */
    private static final int LOOKED_AT_FOR_EACH_COUNTED = 2;

    private final Duration emitInterval;
    private final Retention retention;
    private final String outcomesStore;
    private final String partialsStore;
    private final String settledStore;
    private final String commitStore;
    private final String queriedStore;
    private final Map<String, ChangedImages> gathered = new HashMap<>();
    private final Map<String, PartialAggregates> byModel = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Partial.Key, Partial>> unstored = new HashMap<>();
    private final Map<String, Map<Partial.Key, Partial>> unsent = new HashMap<>();
    private KeyValueStore<String, ImageOutcomes> outcomes;
    private KeyValueStore<String, Partial> partials;
    private ImageRetention imageRetention;
    private QueryableState<CountedImages> queried;
    private long latest;

    CountCaptions(
            StatisticsSettings settings,
            String outcomesStore,
            String partialsStore,
            String settledStore,
            String commitStore,
            String queriedStore) {
        this.emitInterval = settings.emitInterval();
        this.retention = settings.imageRetention();
        this.outcomesStore = outcomesStore;
        this.partialsStore = partialsStore;
        this.settledStore = settledStore;
        this.commitStore = commitStore;
        this.queriedStore = queriedStore;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        outcomes = context.getStateStore(outcomesStore);
        partials = context.getStateStore(partialsStore);
        imageRetention = new ImageRetention(retention, outcomes, context.getStateStore(settledStore));
        queried = context.getStateStore(queriedStore);
        restore();
        context.<BeforeCommit>getStateStore(commitStore).run(this::store);
        context.schedule(Instant.EPOCH, emitInterval, PunctuationType.WALL_CLOCK_TIME, this::send);
    }

    /** Also after a failure, on the same instance, when what is held in memory is worth nothing. */
    private void restore() {
        gathered.clear();
        latest = 0;
        unstored.clear();
        byModel.clear();
        unsent.clear();
        try (KeyValueIterator<String, Partial> stored = partials.all()) {
            stored.forEachRemaining(
                    entry -> aggregates(StoreKey.model(entry.key)).restore(entry.value));
        }
        imageRetention.restore(this::aggregates);
        byModel.forEach((model, aggregates) -> unsent.put(model, new HashMap<>(aggregates.all())));
    }

    @Override
    public void process(Record<String, Caption> record) {
        String model = record.value().getModel();
        ChangedImages images = gathered.computeIfAbsent(model, m -> new ChangedImages(retention));
        if (images.size() >= MOST_GATHERED && !images.has(record.key())) {
            count();
        }
        images.add(record.value(), imageId -> stored(model, imageId));
        latest = Math.max(latest, record.value().getCaptionTime().toEpochMilli());
    }

    private ImageOutcomes stored(String model, String imageId) {
        ImageOutcomes stored = outcomes.get(StoreKey.of(model, imageId));
        return stored == null ? ImageOutcomes.none(imageId) : stored;
    }

    private void count() {
        int counted = 0;
        for (Map.Entry<String, ChangedImages> ofModel : gathered.entrySet()) {
            count(ofModel.getKey(), ofModel.getValue());
            counted += ofModel.getValue().size();
            ofModel.getValue().clear();
        }
        // a clock that is ahead must not let the images of the present be forgotten
        long time = Math.min(latest, context().currentSystemTimeMs());
        imageRetention.forget(LOOKED_AT_FOR_EACH_COUNTED * counted, time, this::aggregates);
    }

    private void count(String model, ChangedImages images) {
        PartialAggregates aggregates = aggregates(model);
        images.past().forEach(image -> aggregates.replace(image.before(), image.after()));
        imageRetention.settle(
                model,
                aggregates,
                images.past().stream().map(ImageChange::after).toList());
        for (ImageChange image : images.all()) {
            aggregates.replace(image.before(), image.after());
            outcomes.put(StoreKey.of(model, image.after().imageId()), image.after());
        }
    }

    private PartialAggregates aggregates(String model) {
        return byModel.computeIfAbsent(model, m -> new PartialAggregates());
    }

    private void takeChanged() {
        byModel.forEach((model, aggregates) -> {
            Map<Partial.Key, Partial> changed = aggregates.takeChanged();
            if (!changed.isEmpty()) {
                unstored.computeIfAbsent(model, m -> new HashMap<>()).putAll(changed);
                unsent.computeIfAbsent(model, m -> new HashMap<>()).putAll(changed);
            }
        });
    }

    private void store() {
        count();
        takeChanged();
        unstored.forEach((model, changed) ->
                changed.forEach((key, partial) -> partials.put(StoreKey.of(model, key.text()), partial)));
        unstored.clear();
    }

    private void send(long now) {
        count();
        byModel.forEach((model, aggregates) -> {
            if (!aggregates.isExact()) {
                recount(model, aggregates);
            }
        });
        takeChanged();
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

    private void recount(String model, PartialAggregates aggregates) {
        try (KeyValueIterator<String, ImageOutcomes> images =
                outcomes.range(StoreKey.first(model), StoreKey.last(model))) {
            aggregates.recount(() -> values(images));
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
