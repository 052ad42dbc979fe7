package captionstream.topology.statistics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * All that is counted of one prompt.
 *
 * @param positions of the prompt among the images' prompts
 * @param latest the caption time and prompt set of the newest caption counted. A caption is only ever replaced by a
 *     newer one, so this never has to go back.
 */
public record PromptAggregate(
        String prompt,
        Range positions,
        Latest latest,
        long wins,
        Map<Quantity, Moments> moments,
        Correlation tokensAgainstScore,
        Histogram histogram)
        implements Partial {

    record Latest(long captionTime, String promptSet) implements Comparable<Latest> {
        @Override
        public int compareTo(Latest other) {
            int byTime = Long.compare(captionTime, other.captionTime);
            return byTime != 0 ? byTime : promptSet.compareTo(other.promptSet);
        }

        static final Latest NEVER = new Latest(0, "");

        Latest or(Latest other) {
            return compareTo(other) >= 0 ? this : other;
        }

        Latest or(Outcome outcome) {
            return outcome.captionTime() < captionTime
                    ? this
                    : or(new Latest(outcome.captionTime(), outcome.promptSet()));
        }
    }

    public static PromptAggregate none(String prompt) {
        Map<Quantity, Moments> moments = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            moments.put(quantity, Moments.NONE);
        }
        return new PromptAggregate(prompt, Range.EMPTY, Latest.NEVER, 0, moments, Correlation.NONE, Histogram.EMPTY);
    }

    static Key key(String prompt) {
        return new Key(Kind.PROMPT, prompt, "");
    }

    @Override
    public Key key() {
        return key(prompt);
    }

    public PromptAggregate with(Outcome outcome) {
        return new PromptAggregate(
                prompt,
                positions.with(outcome.promptIndex()),
                latest.or(outcome),
                wins,
                moments(outcome, Moments::with),
                tokensAgainstScore.with(outcome.tokenCount(), outcome.clipScore()),
                histogram.with(outcome.clipScore()));
    }

    PromptAggregate without(Outcome outcome) {
        return new PromptAggregate(
                prompt,
                positions.without(outcome.promptIndex()),
                latest,
                wins,
                moments(outcome, Moments::without),
                tokensAgainstScore.without(outcome.tokenCount(), outcome.clipScore()),
                histogram.without(outcome.clipScore()));
    }

    private Map<Quantity, Moments> moments(Outcome outcome, BiFunction<Moments, Long, Moments> change) {
        Map<Quantity, Moments> changed = new EnumMap<>(moments);
        changed.replaceAll((quantity, sums) -> {
            Long units = quantity.of(outcome);
            return units == null ? sums : change.apply(sums, units);
        });
        return changed;
    }

    PromptAggregate withWins(long change) {
        return new PromptAggregate(prompt, positions, latest, wins + change, moments, tokensAgainstScore, histogram);
    }

    Moments of(Quantity quantity) {
        return Objects.requireNonNull(moments.get(quantity));
    }

    @Override
    public boolean isExact() {
        return positions.isExact()
                && moments.values().stream().allMatch(sum -> sum.range().isExact());
    }

    @Override
    public PromptAggregate cleared() {
        return none(prompt);
    }

    @Override
    public PromptAggregate plus(Partial partial) {
        PromptAggregate other = (PromptAggregate) partial;
        Map<Quantity, Moments> sums = new EnumMap<>(moments);
        sums.replaceAll((quantity, sum) -> sum.plus(other.of(quantity)));
        return new PromptAggregate(
                prompt,
                positions.plus(other.positions),
                latest.or(other.latest),
                wins + other.wins,
                sums,
                tokensAgainstScore.plus(other.tokensAgainstScore),
                histogram.plus(other.histogram));
    }

    @Override
    public void writeTo(StateWriter out) {
        positions.writeTo(out);
        out.number(latest.captionTime()).text(latest.promptSet()).number(wins);
        for (Quantity quantity : Quantity.values()) {
            of(quantity).writeTo(out);
        }
        out.number(tokensAgainstScore.products());
        histogram.writeTo(out);
    }

    static PromptAggregate readFrom(String prompt, StateReader in) {
        Range positions = Range.readFrom(in);
        Latest latest = new Latest(in.number(), in.text());
        long wins = in.number();
        Map<Quantity, Moments> moments = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            moments.put(quantity, Moments.readFrom(in));
        }
        Correlation correlation = new Correlation(in.bigNumber());
        return new PromptAggregate(prompt, positions, latest, wins, moments, correlation, Histogram.readFrom(in));
    }
}
