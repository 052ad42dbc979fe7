package captionstream.topology.intake;

import captionstream.PromptAllocation;
import captionstream.PromptSet;
import captionstream.topology.allocation.Allocation.SuccessiveElimination;
import captionstream.topology.allocation.PromptChoice;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prompts by the published allocation of the model that is in use, the one whose captions are the newest; all prompts
 * while there is none. One that cannot be read is passed over. Not safe for several threads.
 */
public final class AllocatedPrompts implements PromptPolicy {
    /** Ends the key of each model's latest allocation. */
    public static final String CURRENT = "current";

    private static final Logger LOG = LoggerFactory.getLogger(AllocatedPrompts.class);
    private static final Comparator<PromptAllocation> NEWNESS =
            Comparator.comparing(PromptAllocation::getAsOf).thenComparing(PromptAllocation::getModel);

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Function<byte[], PromptAllocation> decoder;
    private final SuccessiveElimination policy;
    private final Map<String, Read> read = new HashMap<>();

    private record Read(byte[] bytes, @Nullable PromptAllocation allocation) {}

    public AllocatedPrompts(
            ReadOnlyKeyValueStore<String, byte[]> store,
            Function<byte[], PromptAllocation> decoder,
            SuccessiveElimination policy) {
        this.store = store;
        this.decoder = decoder;
        this.policy = policy;
    }

    @Override
    public ChosenPrompts choose(String imageId, PromptSet inUse) {
        readNews();
        return read.values().stream()
                .map(Read::allocation)
                .filter(Objects::nonNull)
                .max(NEWNESS)
                .map(allocation -> new ChosenPrompts(
                        PromptChoice.of(imageId, PromptSets.label(inUse), inUse.getPrompts(), allocation, policy),
                        allocation.getModel() + " v" + allocation.getVersion()))
                .orElseGet(() -> ALL_PROMPTS.choose(imageId, inUse));
    }

    private void readNews() {
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            while (stored.hasNext()) {
                KeyValue<String, byte[]> entry = stored.next();
                if (entry.key.endsWith("|" + CURRENT)) {
                    read.compute(
                            entry.key,
                            (key, before) -> before != null && Arrays.equals(before.bytes, entry.value)
                                    ? before
                                    : read(key, entry.value));
                }
            }
        }
    }

    private Read read(String key, byte[] bytes) {
        try {
            return new Read(bytes, decoder.apply(bytes));
        } catch (SerializationException e) {
            LOG.atWarn()
                    .addKeyValue("key", key)
                    .addKeyValue("problem", e.getMessage())
                    .log("A prompt allocation cannot be read, and is passed over");
            return new Read(bytes, null);
        }
    }
}
