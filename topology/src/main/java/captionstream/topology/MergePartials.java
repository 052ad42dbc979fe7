package captionstream.topology;

import captionstream.schemas.Topic;
import captionstream.topology.statistics.MergedAggregates;
import captionstream.topology.statistics.PartitionPartial;
import captionstream.topology.statistics.Published;
import captionstream.topology.statistics.StatisticsSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The second level: keeps the newest partial of every partition, and on a clock publishes the records that changed,
 * each to the child node named as its topic. After a restart it publishes all of them once.
 */
final class MergePartials extends ContextualProcessor<String, byte[], String, SpecificRecord> {
    private final StatisticsSettings settings;
    private final String storeName;
    private final Map<String, MergedAggregates> byModel = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private KeyValueStore<String, byte[]> store;

    MergePartials(StatisticsSettings settings, String storeName) {
        this.settings = settings;
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        store = context.getStateStore(storeName);
        byModel.clear();
        changed.clear();
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> merge(StoreKey.model(entry.key), PartitionPartial.fromBytes(entry.value)));
        }
        context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        PartitionPartial partial = PartitionPartial.fromBytes(record.value());
        String name = partial.partition() + " " + partial.partial().key().text();
        String key = StoreKey.of(record.key(), name);
        if (!Arrays.equals(record.value(), store.get(key))) {
            store.put(key, record.value());
            merge(record.key(), partial);
        }
    }

    private void merge(String model, PartitionPartial partial) {
        byModel.computeIfAbsent(model, m -> new MergedAggregates(m, settings.compatibilityCentre()))
                .replace(partial.partition(), partial.partial());
        changed.add(model);
    }

    private void publish(long now) {
        for (String model : changed) {
            for (Published record : byModel.get(model).changes()) {
                context().forward(new Record<>(record.key(), record.value(), now), node(record.topic()));
            }
        }
        changed.clear();
    }

    static String node(Topic topic) {
        return topic.topicName();
    }
}
