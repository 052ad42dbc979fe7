package captionstream.topology.intake;

import captionstream.ImageEvent;
import captionstream.RepeatedEvent;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Passes an event to one node, unless its image id was accepted within the window: then it is counted, and all that is
 * left of it goes to another node.
 *
 * <p>Time is the partition's: the latest record time seen so far. An event that comes late is therefore held against
 * what was accepted lately, and the store forgets by segments of time, so it stays as large as one window of ids.
 */
public final class DuplicateFilter extends ContextualProcessor<String, ImageEvent, String, SpecificRecord> {
    public static final String REPEATS = "repeats-dropped";
    private static final byte[] ACCEPTED = {1};

    private final Duration window;
    private final String storeName;
    private final String acceptedTo;
    private final String repeatsTo;
    private WindowStore<String, byte[]> accepted;
    private Sensor repeats;

    public DuplicateFilter(Duration window, String storeName, String acceptedTo, String repeatsTo) {
        this.window = window;
        this.storeName = storeName;
        this.acceptedTo = acceptedTo;
        this.repeatsTo = repeatsTo;
    }

    public static StoreBuilder<WindowStore<String, byte[]>> store(String name, Duration window) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, window, window, false), Serdes.String(), Serdes.ByteArray());
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        super.init(context);
        accepted = context.getStateStore(storeName);
        repeats = context.metrics()
                .addRateTotalSensor("intake", context.taskId().toString(), REPEATS, Sensor.RecordingLevel.INFO);
    }

    @Override
    public void process(Record<String, ImageEvent> record) {
        long now = context().currentStreamTimeMs();
        if (isRepeat(record.key(), now)) {
            repeats.record();
            RepeatedEvent repeat =
                    new RepeatedEvent(record.key(), record.value().getTime());
            context().forward(record.withValue(repeat), repeatsTo);
        } else {
            accepted.put(record.key(), ACCEPTED, now);
            context().forward(record.withValue(record.value()), acceptedTo);
        }
    }

    private boolean isRepeat(String imageId, long now) {
        try (WindowStoreIterator<byte[]> earlier =
                accepted.fetch(imageId, Math.max(0, now - window.toMillis() + 1), now)) {
            return earlier.hasNext();
        }
    }
}
