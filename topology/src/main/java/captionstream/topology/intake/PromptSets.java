package captionstream.topology.intake;

import captionstream.PromptSet;
import captionstream.schemas.PromptRules;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prompt set in use: the newest under the key {@value #CURRENT}, or the paper's while there is none. One that
 * cannot be used is passed over, and the last good one stays. Not safe for several threads.
 */
public final class PromptSets {
    public static final String CURRENT = "current";

    /** The five prompts of the paper. */
    public static final PromptSet PAPER = new PromptSet(
            "paper",
            1,
            List.of(
                    "A detailed photo of",
                    "This image shows",
                    "A realistic image of",
                    "An image of",
                    "A picture that depicts"),
            Instant.EPOCH);

    private static final Logger LOG = LoggerFactory.getLogger(PromptSets.class);

    private final ReadOnlyKeyValueStore<String, byte[]> store;
    private final Function<byte[], PromptSet> decoder;
    private byte @Nullable [] read;
    private PromptSet inUse = PAPER;

    public PromptSets(ReadOnlyKeyValueStore<String, byte[]> store, Function<byte[], PromptSet> decoder) {
        this.store = store;
        this.decoder = decoder;
    }

    public PromptSet current() {
        byte[] stored = store.get(CURRENT);
        if (!Arrays.equals(stored, read)) {
            inUse = stored == null ? PAPER : usable(stored);
            read = stored;
        }
        return inUse;
    }

    private PromptSet usable(byte[] stored) {
        String problem;
        try {
            PromptSet set = decoder.apply(stored);
            problem = PromptRules.violation(set);
            if (problem == null) {
                return set;
            }
        } catch (SerializationException e) {
            problem = e.getMessage();
        }
        LOG.atWarn()
                .addKeyValue("problem", problem)
                .addKeyValue("still in use", label(inUse))
                .log("The current prompt set cannot be used");
        return inUse;
    }

    /** Names a set and its version in requests and captions. */
    public static String label(PromptSet set) {
        return set.getName() + " v" + set.getVersion();
    }
}
