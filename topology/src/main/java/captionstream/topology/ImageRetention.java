package captionstream.topology;

import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.PartialAggregates;
import captionstream.topology.statistics.Retention;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Forgets images whose retention is over, a few at a time, and keeps what they contributed. Not safe for several
 * threads.
 */
final class ImageRetention {
    /** Captions may come out of order by so much before one begins an image anew that was forgotten too early. */
    private static final Duration DISORDER = Duration.ofHours(1);

    private final Retention retention;
    private final KeyValueStore<String, ImageOutcomes> outcomes;
    private final KeyValueStore<String, Partial> settled;
    private @Nullable String next;

    /** @param settled sums over images that were forgotten or began anew */
    ImageRetention(
            Retention retention,
            KeyValueStore<String, ImageOutcomes> outcomes,
            KeyValueStore<String, Partial> settled) {
        this.retention = retention;
        this.outcomes = outcomes;
        this.settled = settled;
    }

    void restore(Function<String, PartialAggregates> ofModel) {
        try (KeyValueIterator<String, Partial> stored = settled.all()) {
            stored.forEachRemaining(
                    entry -> ofModel.apply(StoreKey.model(entry.key)).restoreSettled(entry.value));
        }
    }

    void settle(String model, PartialAggregates aggregates, Collection<ImageOutcomes> images) {
        aggregates.settle(images).forEach((key, sum) -> settled.put(StoreKey.of(model, key.text()), sum));
    }

    /**
     * Goes on where it stopped the last time, and from the beginning after the last image.
     *
     * @param most images to look at
     * @param time in milliseconds of the epoch, up to which captions were counted
     */
    void forget(int most, long time, Function<String, PartialAggregates> ofModel) {
        if (retention.isForGood() || most == 0) {
            return;
        }
        Map<String, List<ImageOutcomes>> over = new HashMap<>();
        try (KeyValueIterator<String, ImageOutcomes> images = outcomes.range(next, null)) {
            for (int left = most; left > 0 && images.hasNext(); left--) {
                KeyValue<String, ImageOutcomes> image = images.next();
                if (retention.isOver(image.value, time - DISORDER.toMillis())) {
                    over.computeIfAbsent(StoreKey.model(image.key), model -> new ArrayList<>())
                            .add(image.value);
                }
            }
            next = images.hasNext() ? images.peekNextKey() : null;
        }
        over.forEach((model, images) -> {
            settle(model, ofModel.apply(model), images);
            images.forEach(image -> outcomes.delete(StoreKey.of(model, image.imageId())));
        });
    }
}
