package captionstream.topology.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * New images that were captioned with the same prompts, added up for {@link NewImages}: their outcomes stand at the same
 * places, so that no prompt is looked up. Not safe for several threads.
 */
final class SamePrompts {
    private final NewOutcomes[] outcomes;
    private final MomentsSum[][] differences;
    private final Map<String, MomentsSum[]> scoresByRow = new HashMap<>();

    /** @param prompts in alphabetical order */
    SamePrompts(List<String> prompts) {
        outcomes = prompts.stream().map(NewOutcomes::new).toArray(NewOutcomes[]::new);
        differences = prompts.stream().map(prompt -> sums()).toArray(MomentsSum[][]::new);
    }

    private MomentsSum[] sums() {
        return MomentsSum.array(outcomes.length);
    }

    /** Whether an image has these prompts and no others. */
    boolean are(List<Outcome> image) {
        if (image.size() != outcomes.length) {
            return false;
        }
        for (int i = 0; i < image.size(); i++) {
            if (!image.get(i).prompt().equals(outcomes[i].prompt())) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param image its outcomes in alphabetical order of these prompts
     * @param winner among them, or null
     * @param row of the compatibility matrix, or null
     */
    void add(List<Outcome> image, @Nullable Outcome winner, @Nullable String row) {
        for (int i = 0; i < image.size(); i++) {
            outcomes[i].add(image.get(i), image.get(i) == winner);
            for (int j = i + 1; j < image.size(); j++) {
                differences[i][j].add(image.get(i).scoreAbove(image.get(j)));
            }
        }
        if (row != null) {
            MomentsSum[] scores = scoresByRow.computeIfAbsent(row, r -> sums());
            for (int i = 0; i < image.size(); i++) {
                scores[i].add(image.get(i).clipScore());
            }
        }
    }

    Stream<Partial> partials() {
        Stream<Partial> aggregates = Stream.of(outcomes).map(NewOutcomes::aggregate);
        Stream<Partial> cells = scoresByRow.entrySet().stream().flatMap(row -> cells(row.getKey(), row.getValue()));
        return Stream.of(aggregates, indices().flatMap(this::pairs), cells).flatMap(all -> all);
    }

    private Stream<Integer> indices() {
        return IntStream.range(0, outcomes.length).boxed();
    }

    private Stream<Partial> pairs(int first) {
        return indices()
                .skip(first + 1L)
                .map(second -> new PromptPair(
                        outcomes[first].prompt(), outcomes[second].prompt(), differences[first][second].moments()));
    }

    private Stream<Partial> cells(String row, MomentsSum[] scores) {
        return indices()
                .map(i -> new CompatibilityCell(
                        row, outcomes[i].prompt(), scores[i].moments().toSum()));
    }
}
