package captionstream.topology;

import captionstream.Caption;
import captionstream.topology.statistics.ImageOutcomes;
import captionstream.topology.statistics.PaneCounts;
import captionstream.topology.statistics.PanePartial;
import captionstream.topology.statistics.PartitionPartial;
import captionstream.topology.statistics.StatisticsSettings;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first level by event time: counts the captions of one partition in panes, and on a clock sends the aggregates
 * that changed, keyed by series; those of a pane that closes at once, for after a restart only open panes are counted
 * again, from the outcomes.
 */
final class CountInWindows extends ContextualProcessor<String, Caption, String, byte[]> {
    static final String LATE = "late-captions";

    private static final Logger LOG = LoggerFactory.getLogger(CountInWindows.class);

    private final StatisticsSettings settings;
    private final String everythingStore;
    private final String everythingCommit;
    private final String outcomesStore;
    private final String startedStore;
    private final String commitStore;
    private PaneCounts counts;
    private Sensor late;
    private long lateUntold;

    /**
     * @param everythingStore outcomes over all time
     * @param everythingCommit by which those are written
     */
    CountInWindows(
            StatisticsSettings settings,
            String everythingStore,
            String everythingCommit,
            String outcomesStore,
            String startedStore,
            String commitStore) {
        this.settings = settings;
        this.everythingStore = everythingStore;
        this.everythingCommit = everythingCommit;
        this.outcomesStore = outcomesStore;
        this.startedStore = startedStore;
        this.commitStore = commitStore;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        counts = new PaneCounts(
                settings.grace(),
                new WindowedOutcomesStore(
                        context.getStateStore(outcomesStore),
                        known(context.getStateStore(everythingStore)),
                        context.<BeforeCommit>getStateStore(everythingCommit)::flushCache),
                new StartedPartialsStore(context.taskId().partition(), context.getStateStore(startedStore)));
        context.<BeforeCommit>getStateStore(commitStore).run(counts::store);
        late = context.metrics()
                .addRateTotalSensor("statistics", context.taskId().toString(), LATE, Sensor.RecordingLevel.INFO);
        lateUntold = 0;
        context.schedule(Instant.EPOCH, settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::send);
    }

    /** Images that are forgotten over all time may still have outcomes in windows. */
    private Predicate<String> known(KeyValueStore<String, ImageOutcomes> everything) {
        return settings.imageRetention().isForGood() ? key -> everything.get(key) != null : key -> true;
    }

    @Override
    public void process(Record<String, Caption> record) {
        send(counts.advance(record.value()), record.timestamp());
        if (!counts.count(record.value())) {
            late.record();
            lateUntold++;
        }
    }

    private void send(long now) {
        List<PanePartial> changed = counts.takeChanged();
        send(changed, now);
        if (!changed.isEmpty()) {
            context().commit();
        }
        if (lateUntold > 0) {
            LOG.atWarn()
                    .addKeyValue("task", context().taskId())
                    .addKeyValue("captions", lateUntold)
                    .addKeyValue("grace", settings.grace())
                    .log("Captions came too late for their time windows, and count over all time alone");
            lateUntold = 0;
        }
    }

    private void send(List<PanePartial> partials, long now) {
        int partition = context().taskId().partition();
        partials.forEach(partial -> context()
                .forward(new Record<>(
                        partial.series().text(),
                        new PartitionPartial(partition, partial.pane().start(), partial.partial()).toBytes(),
                        now)));
    }
}
