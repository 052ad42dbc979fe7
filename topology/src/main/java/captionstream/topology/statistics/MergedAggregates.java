package captionstream.topology.statistics;

import captionstream.schemas.Topic;
import captionstream.topology.statistics.Extremes.End;
import captionstream.topology.statistics.Ranking.Weighting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The partials of one window under one model, added up, and the records made of the sums. The
 * records depend on the captions counted and on nothing else. Not safe for several threads.
 */
public final class MergedAggregates {
    /** A record lists at most so many prompts, so that it stays below a broker's size limit. */
    static final int PROMPTS_IN_A_RECORD = 200;

    private static final Comparator<PromptAggregate> DISPLAY_ORDER = Comparator.<PromptAggregate>comparingLong(
                    prompt -> prompt.positions().low())
            .thenComparing(PromptAggregate::prompt);

    private final String model;
    private final Window window;
    private final double centre;
    private final Map<Partial.Key, Map<Long, Partial>> bySource = new HashMap<>();
    private final Map<Partial.Key, Partial> merged = new TreeMap<>();
    private final Set<Partial.Key> stale = new HashSet<>();
    private final Map<Place, @Nullable SpecificRecord> published = new HashMap<>();

    private record Place(Topic topic, String key) {}

    /**
     * @param model whose captions these are
     * @param window in which their images were published
     * @param centre subtracted from the means of the compatibility matrix
     */
    public MergedAggregates(String model, Window window, double centre) {
        this.model = model;
        this.window = window;
        this.centre = centre;
    }

    /** Takes the newest partial of a source, a partition or a pane, in the place of its older one. */
    public void replace(long source, Partial partial) {
        bySource.computeIfAbsent(partial.key(), key -> new HashMap<>()).put(source, partial);
        stale.add(partial.key());
    }

    /** Takes back every record, whoever gave it. */
    List<Published> withdrawn() {
        changes();
        return published.keySet().stream()
                .map(place -> new Published(place.topic(), place.key(), null))
                .toList();
    }

    /** The records that are not as this last gave them. */
    public List<Published> changes() {
        if (stale.isEmpty() && !published.isEmpty()) {
            return List.of();
        }
        stale.forEach(key -> merged.put(
                key, bySource.get(key).values().stream().reduce(Partial::plus).orElseThrow()));
        stale.clear();
        return records().stream().filter(this::isNew).toList();
    }

    private boolean isNew(Published record) {
        Place key = new Place(record.topic(), record.key());
        boolean known = published.containsKey(key);
        SpecificRecord before = published.put(key, record.value());
        return !known || !Objects.equals(before, record.value());
    }

    private List<Published> records() {
        List<PromptAggregate> prompts = merged(Partial.Kind.PROMPT, PromptAggregate.class).stream()
                .filter(prompt -> prompt.positions().count() > 0)
                .sorted(DISPLAY_ORDER)
                .toList();
        ImageCounts images = (ImageCounts) merged.getOrDefault(ImageCounts.KEY, ImageCounts.NONE);
        List<Published> records = new ArrayList<>();
        feedback(prompts, records);
        if (!merged.containsKey(ImageCounts.KEY)) {
            return records;
        }
        summaries(prompts, records);
        for (Weighting weighting : Weighting.values()) {
            records.add(record(
                    Topic.PROMPT_RANKINGS, weighting.code(), Ranking.of(model, window, weighting, prompts, images)));
        }
        rows(prompts, images.latestCaptionTime(), records);
        for (End end : End.values()) {
            Extremes extremes = (Extremes) merged.getOrDefault(Extremes.key(end), Extremes.none(end));
            records.add(record(
                    Topic.CAPTION_EXTREMES, end.code(), extremes.toRecord(model, window, images.latestCaptionTime())));
        }
        return records;
    }

    private void feedback(List<PromptAggregate> prompts, List<Published> records) {
        Collection<PromptRatings> ratings = merged(Partial.Kind.RATINGS, PromptRatings.class);
        if (!ratings.isEmpty()) {
            records.add(new Published(Topic.PROMPT_FEEDBACK, key(), Feedback.of(model, ratings, prompts)));
        }
    }

    private void summaries(List<PromptAggregate> prompts, List<Published> records) {
        Map<String, Map<String, PromptPair>> pairs = new HashMap<>();
        for (PromptPair pair : merged(Partial.Kind.PAIR, PromptPair.class)) {
            if (pair.difference().count() > 0) {
                pairs.computeIfAbsent(pair.first(), p -> new HashMap<>()).put(pair.second(), pair);
                pairs.computeIfAbsent(pair.second(), p -> new HashMap<>()).put(pair.first(), pair);
            }
        }
        for (PromptAggregate prompt : prompts) {
            Map<String, PromptPair> against = pairs.getOrDefault(prompt.prompt(), Map.of());
            List<PromptPair> inOrder = prompts.stream()
                    .map(other -> against.get(other.prompt()))
                    .filter(Objects::nonNull)
                    .toList();
            records.add(
                    record(Topic.PROMPT_STATISTICS, prompt.prompt(), PromptSummary.of(model, window, prompt, inOrder)));
        }
    }

    private void rows(List<PromptAggregate> prompts, long asOf, List<Published> records) {
        Map<String, Map<String, CompatibilityCell>> rows = new TreeMap<>();
        for (CompatibilityCell cell : merged(Partial.Kind.CELL, CompatibilityCell.class)) {
            rows.computeIfAbsent(cell.row(), row -> new HashMap<>()).put(cell.prompt(), cell);
        }
        rows.forEach((row, cells) -> {
            List<CompatibilityCell> inOrder = prompts.stream()
                    .map(prompt -> cells.get(prompt.prompt()))
                    .filter(cell -> cell != null && cell.clipScores().count() > 0)
                    .toList();
            SpecificRecord value =
                    inOrder.isEmpty() ? null : Compatibility.row(model, window, row, inOrder, centre, asOf);
            records.add(record(Topic.PROMPT_COMPATIBILITY, row, value));
        });
    }

    private <P extends Partial> Collection<P> merged(Partial.Kind kind, Class<P> type) {
        return merged.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == kind)
                .map(entry -> type.cast(entry.getValue()))
                .toList();
    }

    private Published record(Topic topic, String name, @Nullable SpecificRecord value) {
        return new Published(topic, key() + "|" + name, value);
    }

    private String key() {
        return model + "|" + window.name();
    }
}
