package captionstream.topology.statistics;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is averaged over captions. */
enum Quantity {
    CLIP_SCORE(FixedPoint.MILLIONTHS, Outcome::clipScore),
    CONTROL_SCORE(FixedPoint.MILLIONTHS, Outcome::controlScore),
    TOKEN_COUNT(1, outcome -> (long) outcome.tokenCount()),
    CONFIDENCE(FixedPoint.MILLIONTHS, Outcome::confidence),
    ENTROPY_WEIGHTED_SCORE(FixedPoint.MILLIONTHS, Outcome::entropyWeightedScore),
    SALIENCY_WEIGHTED_SCORE(FixedPoint.MILLIONTHS, Outcome::saliencyWeightedScore),
    /** clip_score / token_count, as the paper's notebook has it, rounded once, here, to nine decimals. */
    EFFICIENCY(1000 * FixedPoint.MILLIONTHS, Outcome::efficiency);

    private final long unitsPerOne;
    private final Function<Outcome, @Nullable Long> units;

    Quantity(long unitsPerOne, Function<Outcome, @Nullable Long> units) {
        this.unitsPerOne = unitsPerOne;
        this.units = units;
    }

    long unitsPerOne() {
        return unitsPerOne;
    }

    /** In this quantity's units; null where the outcome has none. */
    @Nullable
    Long of(Outcome outcome) {
        return units.apply(outcome);
    }
}
