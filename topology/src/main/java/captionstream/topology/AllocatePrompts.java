package captionstream.topology;

import captionstream.PromptAllocation;
import captionstream.PromptStatistics;
import captionstream.topology.allocation.Eliminations;
import captionstream.topology.intake.AllocatedPrompts;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from the statistics of each model which prompts are worse than others, and publishes what it found: every
 * version under a key of its own, and the latest again now and then, so that it can be seen which model is in use.
 */
final class AllocatePrompts extends ContextualProcessor<String, SpecificRecord, String, PromptAllocation> {
    /** How far the time of what is published may be behind. */
    private static final Duration LAG = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AllocatePrompts.class);

    private final String storeName;
    private KeyValueStore<String, PromptAllocation> store;

    AllocatePrompts(String storeName) {
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessorContext<String, PromptAllocation> context) {
        super.init(context);
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        if (record.value() instanceof PromptStatistics statistics && statistics.getWindow() == null) {
            String model = statistics.getModel();
            PromptAllocation before = store.get(model);
            PromptAllocation after = Eliminations.after(before == null ? Eliminations.none(model) : before, statistics);
            if (isNews(before, after)) {
                store.put(model, after);
                publish(before, record.withValue(after));
            }
        }
    }

    private static boolean isNews(@Nullable PromptAllocation before, PromptAllocation after) {
        return isNewVersion(before, after)
                || !after.getAsOf().isBefore(before.getAsOf().plus(LAG));
    }

    private static boolean isNewVersion(@Nullable PromptAllocation before, PromptAllocation after) {
        return before == null || before.getVersion() < after.getVersion();
    }

    private void publish(@Nullable PromptAllocation before, Record<String, PromptAllocation> record) {
        PromptAllocation after = record.value();
        if (isNewVersion(before, after)) {
            context().forward(record.withKey(after.getModel() + "|v" + after.getVersion()));
            LOG.atInfo()
                    .addKeyValue("model", after.getModel())
                    .addKeyValue("version", after.getVersion())
                    .addKeyValue("eliminations", after.getEliminations().size())
                    .log("A new version of the prompt allocation");
        }
        context().forward(record.withKey(after.getModel() + "|" + AllocatedPrompts.CURRENT));
    }
}
