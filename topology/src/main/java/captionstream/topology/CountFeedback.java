package captionstream.topology;

import captionstream.CaptionFeedback;
import captionstream.topology.statistics.Pane;
import captionstream.topology.statistics.Partial;
import captionstream.topology.statistics.PartitionPartial;
import captionstream.topology.statistics.PromptRatings;
import captionstream.topology.statistics.Rating;
import captionstream.topology.statistics.Series;
import captionstream.topology.statistics.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The first level of what people think: counts the ratings of one partition, of each rater the newest of a caption, and
 * on a clock sends the sums that changed, keyed by series. After a restart it sends all of them once. A rating needs no
 * caption to be counted, so it may come before it.
 */
final class CountFeedback extends ContextualProcessor<String, CaptionFeedback, String, byte[]> {
    private final Duration emitInterval;
    private final String ratingsStore;
    private final String sumsStore;
    private final Set<String> unsent = new HashSet<>();
    private KeyValueStore<String, Rating> ratings;
    private KeyValueStore<String, Partial> sums;

    CountFeedback(Duration emitInterval, String ratingsStore, String sumsStore) {
        this.emitInterval = emitInterval;
        this.ratingsStore = ratingsStore;
        this.sumsStore = sumsStore;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> context) {
        super.init(context);
        ratings = context.getStateStore(ratingsStore);
        sums = context.getStateStore(sumsStore);
        unsent.clear();
        try (KeyValueIterator<String, Partial> stored = sums.all()) {
            stored.forEachRemaining(entry -> unsent.add(entry.key));
        }
        context.schedule(Instant.EPOCH, emitInterval, PunctuationType.WALL_CLOCK_TIME, this::send);
    }

    @Override
    public void process(Record<String, CaptionFeedback> record) {
        CaptionFeedback feedback = record.value();
        String key = key(feedback);
        Rating before = ratings.get(key);
        Rating now = Rating.of(feedback);
        if (before == null || before.compareTo(now) < 0) {
            ratings.put(key, now);
            replace(feedback, before, now);
        }
    }

    private static String key(CaptionFeedback feedback) {
        String caption = StoreKey.of(StoreKey.of(feedback.getModel(), feedback.getImageId()), feedback.getPrompt());
        return StoreKey.of(caption, feedback.getRater());
    }

    private void replace(CaptionFeedback feedback, @Nullable Rating before, Rating now) {
        String prompt = feedback.getPrompt();
        String key = StoreKey.of(feedback.getModel(), PromptRatings.key(prompt).text());
        PromptRatings sum = (PromptRatings) sums.get(key);
        sums.put(key, (sum == null ? PromptRatings.none(prompt) : sum).replacing(before, now));
        unsent.add(key);
    }

    private void send(long now) {
        int partition = context().taskId().partition();
        unsent.forEach(key -> context()
                .forward(new Record<>(
                        new Series(StoreKey.model(key), WindowLength.ALL_TIME).text(),
                        new PartitionPartial(partition, Pane.ALL_TIME.start(), sums.get(key)).toBytes(),
                        now)));
        unsent.clear();
    }
}
