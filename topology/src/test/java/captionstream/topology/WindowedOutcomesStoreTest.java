package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.Pane;
import captionstream.topology.statistics.WindowLength;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.Test;

class WindowedOutcomesStoreTest {
    private static final Pane FIRST_TEN_MINUTES = WindowLength.HOUR.pane(0);

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final Serde<ImageOutcomes> outcomes =
            Serdes.serdeFrom((topic, image) -> image.toBytes(), (topic, bytes) -> ImageOutcomes.fromBytes(bytes));
    private final KeyValueStore<String, ImageOutcomes> everything =
            opened(Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("everything"), Serdes.String(), outcomes));
    private final WindowStore<String, ImageOutcomes> windowed = opened(Stores.windowStoreBuilder(
            Stores.inMemoryWindowStore("windowed", Duration.ofHours(2), Duration.ofSeconds(10), false),
            Serdes.String(),
            outcomes));
    private final ImageOutcomes image = ImageOutcomes.none("a").with(caption("a", 0, 20));

    @Test
    void whatIsPutIsFoundThoughItsImageWasStillHeldBackOverAllTime() {
        WindowedOutcomesStore store = new WindowedOutcomesStore(
                windowed, this::isKnown, () -> everything.put(StoreKey.of(MODEL, "a"), image));

        store.put(MODEL, 10_000, image);

        assertThat(store.of(MODEL, "a", FIRST_TEN_MINUTES))
                .containsOnlyKeys(10_000L)
                .containsValue(image);
        assertThat(store.of(MODEL, "b", FIRST_TEN_MINUTES)).isEmpty();
    }

    @Test
    void anImageKnownOverAllTimeAloneHasNothingHere() {
        everything.put(StoreKey.of(MODEL, "a"), image);

        WindowedOutcomesStore store = new WindowedOutcomesStore(windowed, this::isKnown, () -> {});

        assertThat(store.of(MODEL, "a", FIRST_TEN_MINUTES)).isEmpty();
    }

    private boolean isKnown(String key) {
        return everything.get(key) != null;
    }

    private <S extends StateStore> S opened(StoreBuilder<S> builder) {
        S store = builder.withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
