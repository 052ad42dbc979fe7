package captionstream.topology.statistics;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The ratings of one prompt's captions.
 *
 * @param sum in millionths
 * @param latest time of a rating counted. A rating is only ever replaced by a newer one, so this never has to go back.
 */
public record PromptRatings(String prompt, long count, BigInteger sum, long latest) implements Partial {
    public static PromptRatings none(String prompt) {
        return new PromptRatings(prompt, 0, BigInteger.ZERO, 0);
    }

    public static Key key(String prompt) {
        return new Key(Kind.RATINGS, prompt, "");
    }

    @Override
    public Key key() {
        return key(prompt);
    }

    /** @param before the rater's earlier rating of the same caption */
    public PromptRatings replacing(@Nullable Rating before, Rating now) {
        return new PromptRatings(
                prompt,
                before == null ? count + 1 : count,
                sum.add(BigInteger.valueOf(now.units() - (before == null ? 0 : before.units()))),
                Math.max(latest, now.time()));
    }

    /** In [0, 1]; there are ratings. */
    double mean() {
        return FixedPoint.ratio(sum, BigInteger.valueOf(count).multiply(BigInteger.valueOf(FixedPoint.MILLIONTHS)));
    }

    /** Orders by mean, exactly; both have ratings. */
    int compareMeanTo(PromptRatings other) {
        return sum.multiply(BigInteger.valueOf(other.count)).compareTo(other.sum.multiply(BigInteger.valueOf(count)));
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public PromptRatings cleared() {
        return none(prompt);
    }

    @Override
    public PromptRatings plus(Partial partial) {
        PromptRatings other = (PromptRatings) partial;
        return new PromptRatings(prompt, count + other.count, sum.add(other.sum), Math.max(latest, other.latest));
    }

    @Override
    public void writeTo(StateWriter out) {
        out.number(count).number(sum).number(latest);
    }

    static PromptRatings readFrom(String prompt, StateReader in) {
        return new PromptRatings(prompt, in.number(), in.bigNumber(), in.number());
    }
}
