package captionstream.topology.statistics;

import java.util.EnumMap;
import java.util.Map;

/** The outcomes of one prompt on new images, added up for {@link SamePrompts}. Not safe for several threads. */
final class NewOutcomes {
    private static final Quantity[] QUANTITIES = Quantity.values();

    private final String prompt;
    private final MomentsSum positions = new MomentsSum();
    private final MomentsSum[] moments = MomentsSum.array(QUANTITIES.length);
    private final WideSum tokensTimesScore = new WideSum();
    private final Histogram.Sum histogram = new Histogram.Sum();
    private PromptAggregate.Latest latest = PromptAggregate.Latest.NEVER;
    private long wins;

    NewOutcomes(String prompt) {
        this.prompt = prompt;
    }

    String prompt() {
        return prompt;
    }

    void add(Outcome outcome, boolean won) {
        positions.add(outcome.promptIndex());
        for (int i = 0; i < QUANTITIES.length; i++) {
            Long units = QUANTITIES[i].of(outcome);
            if (units != null) {
                moments[i].add(units);
            }
        }
        tokensTimesScore.addProduct(outcome.tokenCount(), outcome.clipScore());
        histogram.add(outcome.clipScore());
        latest = latest.or(outcome);
        if (won) {
            wins++;
        }
    }

    PromptAggregate aggregate() {
        Map<Quantity, Moments> sums = new EnumMap<>(Quantity.class);
        for (int i = 0; i < QUANTITIES.length; i++) {
            sums.put(QUANTITIES[i], moments[i].moments());
        }
        return new PromptAggregate(
                prompt,
                positions.moments().range(),
                latest,
                wins,
                sums,
                new Correlation(tokensTimesScore.value()),
                histogram.histogram());
    }
}
