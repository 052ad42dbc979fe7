package captionstream.topology;

import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.Pane;
import captionstream.topology.statistics.PaneCounts;
import captionstream.topology.statistics.WindowedOutcomes;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Outcomes in a window store, which forgets by segments of time those that no open pane needs.
 *
 * @param known whether an image, by its key, may have outcomes here: the store over all time answers with a lookup
 *     where asking the window store is a search
 * @param everythingFirst writes to the store over all time what is still held back
 */
record WindowedOutcomesStore(
        WindowStore<String, ImageOutcomes> store, Predicate<String> known, Runnable everythingFirst)
        implements WindowedOutcomes {
    static StoreBuilder<WindowStore<String, ImageOutcomes>> builder(
            String name, Duration grace, Serde<ImageOutcomes> outcomes) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, PaneCounts.retention(grace), PaneCounts.shortestPane(), false),
                Serdes.String(),
                outcomes);
    }

    @Override
    public SortedMap<Long, ImageOutcomes> of(String model, String imageId, Pane pane) {
        SortedMap<Long, ImageOutcomes> found = new TreeMap<>();
        String key = StoreKey.of(model, imageId);
        if (!known.test(key)) {
            return found;
        }
        try (WindowStoreIterator<ImageOutcomes> stored = store.fetch(key, pane.start(), pane.end() - 1)) {
            stored.forEachRemaining(entry -> found.put(entry.key, entry.value));
        }
        return found;
    }

    @Override
    public void put(String model, long start, ImageOutcomes image) {
        everythingFirst.run();
        store.put(StoreKey.of(model, image.imageId()), image, start);
    }

    @Override
    public void forEach(long from, long until, Visitor visitor) {
        try (KeyValueIterator<Windowed<String>, ImageOutcomes> stored = store.fetchAll(from, until - 1)) {
            stored.forEachRemaining(entry -> visitor.visit(
                    StoreKey.model(entry.key.key()), entry.key.window().start(), entry.value));
        }
    }
}
