package captionstream.topology.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The ratings of one prompt's captions.
 *
 * @param sum in millionths
 * @param latest time of a rating counted. A rating is only ever replaced by a newer one, so this never has to go back.
 */
public record PromptRatings(String prompt, Sum sum, long latest) implements Partial {
    public static PromptRatings none(String prompt) {
        return new PromptRatings(prompt, Sum.NONE, 0);
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
        Sum others = before == null ? sum : sum.without(before.units());
        return new PromptRatings(prompt, others.with(now.units()), Math.max(latest, now.time()));
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
        return new PromptRatings(prompt, sum.plus(other.sum), Math.max(latest, other.latest));
    }

    @Override
    public void writeTo(StateWriter out) {
        sum.writeTo(out);
        out.number(latest);
    }

    static PromptRatings readFrom(String prompt, StateReader in) {
        return new PromptRatings(prompt, Sum.readFrom(in), in.number());
    }
}
