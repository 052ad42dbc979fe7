package captionstream.topology.statistics;

import captionstream.topology.statistics.Extremes.End;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Images of which nothing was counted before, added up together: the same as counting one after the other, but every
 * aggregate is made once, and can then be added in many places.
 */
final class NewImages {
    private final Map<String, NewOutcomes> byPrompt = new HashMap<>();
    private final Map<String, Map<String, MomentsSum>> scoresByRow = new HashMap<>();
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
        Outcome[] outcomes = image.outcomes().toArray(new Outcome[0]);
        for (int i = 0; i < outcomes.length; i++) {
            NewOutcomes sum = of(outcomes[i]);
            sum.add(outcomes[i]);
            for (int j = i + 1; j < outcomes.length; j++) {
                sum.addPair(outcomes[i], outcomes[j]);
            }
            best.offer(image.imageId(), outcomes[i]);
            worst.offer(image.imageId(), outcomes[i]);
            latestCaptionTime = Math.max(latestCaptionTime, outcomes[i].captionTime());
        }
        images++;
        Outcome winner = image.winner();
        if (winner != null) {
            complete++;
            of(winner).addWin();
        }
        String row = image.row(winner);
        if (row != null) {
            addRow(row, outcomes);
        }
    }

    private NewOutcomes of(Outcome outcome) {
        return byPrompt.computeIfAbsent(outcome.prompt(), NewOutcomes::new);
    }

    private void addRow(String row, Outcome[] outcomes) {
        Map<String, MomentsSum> scores = scoresByRow.computeIfAbsent(row, r -> new HashMap<>());
        for (Outcome outcome : outcomes) {
            scores.computeIfAbsent(outcome.prompt(), prompt -> new MomentsSum()).add(outcome.clipScore());
        }
    }

    private List<Partial> partials() {
        Stream<Partial> prompts = byPrompt.values().stream().map(NewOutcomes::aggregate);
        Stream<Partial> pairs = byPrompt.values().stream().flatMap(NewOutcomes::pairs);
        Stream<Partial> matrix = scoresByRow.entrySet().stream().flatMap(row -> row.getValue().entrySet().stream()
                .map(scores -> CompatibilityCell.of(
                        row.getKey(), scores.getKey(), scores.getValue().moments())));
        Stream<Partial> others =
                Stream.of(new ImageCounts(images, complete, latestCaptionTime), best.extremes(), worst.extremes());
        return Stream.of(prompts, pairs, matrix, others).flatMap(all -> all).toList();
    }
}
