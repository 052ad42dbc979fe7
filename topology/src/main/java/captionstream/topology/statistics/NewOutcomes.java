package captionstream.topology.statistics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The outcomes of one prompt on new images, added up for {@link NewImages}. Not safe for several threads. */
final class NewOutcomes {
    private final String prompt;
    private final MomentsSum positions = new MomentsSum();
    private final Map<Quantity, MomentsSum> moments = new EnumMap<>(Quantity.class);
    private final WideSum tokensTimesScore = new WideSum();
    private final Histogram.Sum histogram = new Histogram.Sum();
    private final Map<String, MomentsSum> differences = new HashMap<>();
    private PromptAggregate.Latest latest = PromptAggregate.Latest.NEVER;
    private long wins;

    NewOutcomes(String prompt) {
        this.prompt = prompt;
        for (Quantity quantity : Quantity.values()) {
            moments.put(quantity, new MomentsSum());
        }
    }

    void add(Outcome outcome) {
        positions.add(outcome.promptIndex());
        moments.forEach((quantity, sum) -> {
            Long units = quantity.of(outcome);
            if (units != null) {
                sum.add(units);
            }
        });
        tokensTimesScore.addProduct(outcome.tokenCount(), outcome.clipScore());
        histogram.add(outcome.clipScore());
        latest = latest.or(outcome);
    }

    /** @param other of the same image, whose prompt is alphabetically higher */
    void addPair(Outcome outcome, Outcome other) {
        differences
                .computeIfAbsent(other.prompt(), second -> new MomentsSum())
                .add(outcome.clipScore() - other.clipScore());
    }

    void addWin() {
        wins++;
    }

    PromptAggregate aggregate() {
        Map<Quantity, Moments> sums = new EnumMap<>(Quantity.class);
        moments.forEach((quantity, sum) -> sums.put(quantity, sum.moments()));
        return new PromptAggregate(
                prompt,
                positions.moments().range(),
                latest,
                wins,
                sums,
                new Correlation(tokensTimesScore.value()),
                histogram.histogram());
    }

    Stream<PromptPair> pairs() {
        return differences.entrySet().stream()
                .map(entry ->
                        new PromptPair(prompt, entry.getKey(), entry.getValue().moments()));
    }
}
