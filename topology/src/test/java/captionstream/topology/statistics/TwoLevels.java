package captionstream.topology.statistics;

import captionstream.Caption;
import captionstream.CaptionFeedback;
import captionstream.PromptFeedback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Both levels without Kafka: what the topology does, on maps, with state passing through its stored form. */
public final class TwoLevels {
    private final Duration grace;
    private final List<Map<String, byte[]>> outcomes = new ArrayList<>();
    private final List<PartialAggregates> partials = new ArrayList<>();
    private final List<Map<List<String>, Rating>> ratings = new ArrayList<>();
    private final List<Map<String, PromptRatings>> ratingSums = new ArrayList<>();
    private final List<OutcomesInMemory> windowedOutcomes = new ArrayList<>();
    private final List<StartedInMemory> started = new ArrayList<>();
    private final List<PaneCounts> panes = new ArrayList<>();
    private final Map<List<Object>, Map<Integer, Partial>> received = new HashMap<>();
    private final Map<Series, MergedWindows> merged = new HashMap<>();
    private final SortedMap<String, SpecificRecord> published = new TreeMap<>();
    private int late;

    public TwoLevels(int partitions) {
        this(partitions, Duration.ofMinutes(1));
    }

    TwoLevels(int partitions, Duration grace) {
        this.grace = grace;
        for (int i = 0; i < partitions; i++) {
            outcomes.add(new HashMap<>());
            partials.add(new PartialAggregates());
            ratings.add(new HashMap<>());
            ratingSums.add(new HashMap<>());
            windowedOutcomes.add(new OutcomesInMemory(PaneCounts.retention(grace)));
            started.add(new StartedInMemory());
            panes.add(new PaneCounts(grace, windowedOutcomes.get(i), started.get(i)));
        }
    }

    public TwoLevels count(Iterable<Caption> captions) {
        captions.forEach(this::count);
        return this;
    }

    void count(Caption caption) {
        int partition = partition(caption);
        byte[] stored = outcomes.get(partition).get(caption.getImageId());
        ImageOutcomes before =
                stored == null ? ImageOutcomes.none(caption.getImageId()) : ImageOutcomes.fromBytes(stored);
        ImageOutcomes after = before.with(caption);
        outcomes.get(partition).put(caption.getImageId(), after.toBytes());
        partials.get(partition).replace(before, after);
        send(partition, panes.get(partition).advance(caption));
        late += panes.get(partition).count(caption) ? 0 : 1;
    }

    public TwoLevels rate(Iterable<CaptionFeedback> feedback) {
        feedback.forEach(this::rate);
        return this;
    }

    private void rate(CaptionFeedback feedback) {
        int partition = partition(feedback.getImageId());
        String prompt = feedback.getPrompt();
        Map<List<String>, Rating> known = ratings.get(partition);
        List<String> key = List.of(feedback.getImageId(), prompt, feedback.getRater());
        Rating before = known.get(key);
        Rating now = Rating.fromBytes(Rating.of(feedback).toBytes());
        if (before == null || before.compareTo(now) < 0) {
            known.put(key, now);
            ratingSums
                    .get(partition)
                    .merge(
                            prompt,
                            PromptRatings.none(prompt).replacing(null, now),
                            (sum, first) -> sum.replacing(before, now));
        }
    }

    int partition(Caption caption) {
        return partition(caption.getImageId());
    }

    private int partition(String imageId) {
        return Math.floorMod(imageId.hashCode(), partials.size());
    }

    /** Commits, then forgets what level 1 holds in memory by event time. */
    void restart(int partition) {
        panes.get(partition).store();
        panes.set(partition, new PaneCounts(grace, windowedOutcomes.get(partition), started.get(partition)));
    }

    /** Forgets what level 2 holds in memory. */
    void restartMerging() {
        merged.clear();
        received.forEach((of, partials) -> {
            Pane pane = (Pane) of.get(0);
            merged(new Series(Captions.MODEL, pane.length())).replace(pane.start(), sum(partials));
        });
    }

    /** Sends every partial on, through its stored form, and publishes what changed. */
    public TwoLevels emit() {
        for (int partition = 0; partition < partials.size(); partition++) {
            PartialAggregates aggregates = partials.get(partition);
            if (!aggregates.isExact()) {
                aggregates.recount(outcomes.get(partition).values().stream()
                        .map(ImageOutcomes::fromBytes)
                        .toList());
            }
            send(
                    partition,
                    aggregates.all().values().stream()
                            .map(partial -> new PanePartial(Captions.MODEL, Pane.ALL_TIME, partial))
                            .toList());
            send(
                    partition,
                    ratingSums.get(partition).values().stream()
                            .map(sum -> new PanePartial(Captions.MODEL, Pane.ALL_TIME, sum))
                            .toList());
            send(partition, panes.get(partition).takeChanged());
        }
        merged.values().forEach(windows -> windows.changes().forEach(this::publish));
        return this;
    }

    private void send(int partition, List<PanePartial> sent) {
        for (PanePartial partial : sent) {
            PartitionPartial stored = PartitionPartial.fromBytes(
                    new PartitionPartial(partition, partial.pane().start(), partial.partial()).toBytes());
            Map<Integer, Partial> ofAll = received.computeIfAbsent(
                    List.of(partial.pane(), stored.partial().key()), of -> new TreeMap<>());
            ofAll.put(stored.partition(), stored.partial());
            merged(partial.series()).replace(stored.paneStart(), sum(ofAll));
        }
    }

    private MergedWindows merged(Series series) {
        return merged.computeIfAbsent(series, s -> new MergedWindows(s, 18));
    }

    private static Partial sum(Map<Integer, Partial> partials) {
        return partials.values().stream().reduce(Partial::plus).orElseThrow();
    }

    private void publish(Published record) {
        String key = record.topic().topicName() + " " + record.key();
        if (record.value() == null) {
            published.remove(key);
        } else {
            published.put(key, record.value());
        }
    }

    private record StartedInMemory(Set<PanePartial> held) implements StartedPartials {
        StartedInMemory() {
            this(new HashSet<>());
        }

        @Override
        public void add(PanePartial empty) {
            held.add(empty);
        }

        @Override
        public void remove(PanePartial empty) {
            held.remove(empty);
        }

        @Override
        public List<PanePartial> all() {
            return List.copyOf(held);
        }
    }

    boolean isExact() {
        return partials.stream().allMatch(PartialAggregates::isExact);
    }

    int late() {
        return late;
    }

    /** The latest records by topic and key. */
    public SortedMap<String, SpecificRecord> published() {
        return published;
    }

    PromptFeedback publishedFeedback() {
        return (PromptFeedback) published.get("prompt-feedback " + Captions.MODEL + "|all");
    }

    <T> T published(Class<T> type, String topicAndName) {
        return published(type, "all", topicAndName);
    }

    <T> T published(Class<T> type, String window, String topicAndName) {
        int space = topicAndName.indexOf(' ');
        String key = topicAndName.substring(0, space) + " " + Captions.MODEL + "|" + window + "|"
                + topicAndName.substring(space + 1);
        return type.cast(published.get(key));
    }
}
