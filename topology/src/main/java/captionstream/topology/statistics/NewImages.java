package captionstream.topology.statistics;

import captionstream.topology.statistics.Extremes.End;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Images of which nothing was counted before, added up together: the same as counting one after the other, but every
 * aggregate is made once, and can then be added in many places.
 */
final class NewImages {
    private final Map<String, List<Outcome>> byPrompt = new HashMap<>();
    private final Map<String, Long> wins = new HashMap<>();
    private final Map<Partial.Key, LongStream.Builder> differences = new HashMap<>();
    private final Map<Partial.Key, LongStream.Builder> cells = new HashMap<>();
    private final MostExtreme best = new MostExtreme(End.BEST);
    private final MostExtreme worst = new MostExtreme(End.WORST);
    private long images;
    private long complete;
    private long latestCaptionTime;

    private NewImages() {}

    /** The aggregates of these images alone, none of them empty. */
    static List<Partial> sums(Collection<ImageOutcomes> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        NewImages sums = new NewImages();
        images.forEach(sums::add);
        return sums.partials();
    }

    private void add(ImageOutcomes image) {
        Outcome winner = image.winner();
        String row = image.row();
        List<Outcome> outcomes = List.copyOf(image.outcomes());
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            byPrompt.computeIfAbsent(outcome.prompt(), prompt -> new ArrayList<>())
                    .add(outcome);
            addCell(row, outcome);
            addPairs(outcome, outcomes.subList(i + 1, outcomes.size()));
            best.offer(image.imageId(), outcome);
            worst.offer(image.imageId(), outcome);
            latestCaptionTime = Math.max(latestCaptionTime, outcome.captionTime());
        }
        images++;
        if (winner != null) {
            complete++;
            wins.merge(winner.prompt(), 1L, Long::sum);
        }
    }

    private void addCell(@Nullable String row, Outcome outcome) {
        if (row != null) {
            add(cells, CompatibilityCell.key(row, outcome.prompt()), outcome.clipScore());
        }
    }

    /** @param others whose prompts are alphabetically higher */
    private void addPairs(Outcome outcome, List<Outcome> others) {
        for (Outcome other : others) {
            add(differences, PromptPair.key(outcome, other), outcome.clipScore() - other.clipScore());
        }
    }

    private static void add(Map<Partial.Key, LongStream.Builder> to, Partial.Key key, long value) {
        to.computeIfAbsent(key, k -> LongStream.builder()).add(value);
    }

    private List<Partial> partials() {
        Stream<Partial> prompts = byPrompt.entrySet().stream()
                .map(entry ->
                        PromptAggregate.of(entry.getKey(), entry.getValue(), wins.getOrDefault(entry.getKey(), 0L)));
        Stream<Partial> pairs = differences.entrySet().stream()
                .map(entry ->
                        PromptPair.of(entry.getKey(), entry.getValue().build().toArray()));
        Stream<Partial> matrix = cells.entrySet().stream()
                .map(entry -> CompatibilityCell.of(
                        entry.getKey(), entry.getValue().build().toArray()));
        Stream<Partial> others =
                Stream.of(new ImageCounts(images, complete, latestCaptionTime), best.extremes(), worst.extremes());
        return Stream.of(prompts, pairs, matrix, others).flatMap(all -> all).toList();
    }
}
