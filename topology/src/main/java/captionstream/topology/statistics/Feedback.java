package captionstream.topology.statistics;

import captionstream.PromptFeedback;
import captionstream.RatedPrompt;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people think of the prompts, beside what the scores say. */
final class Feedback {
    private static final Comparator<Judged> BY_RATING =
            Comparator.comparing(judged -> judged.ratings.sum(), Sum::compareMeanTo);
    private static final Comparator<Judged> BEST_FIRST =
            BY_RATING.reversed().thenComparing(Judged::position).thenComparing(judged -> judged.ratings.prompt());

    private Feedback() {}

    /** @param scores of the prompt's captions; null while there are none */
    private record Judged(PromptRatings ratings, @Nullable PromptAggregate scores) {
        long position() {
            return scores == null ? Long.MAX_VALUE : scores.positions().low();
        }

        @Nullable
        Double mean(Quantity quantity) {
            return scores == null ? null : scores.of(quantity).mean(quantity.unitsPerOne());
        }
    }

    /**
     * @param ratings of each prompt, at least one
     * @param prompts each with captions
     */
    static PromptFeedback of(String model, Collection<PromptRatings> ratings, Collection<PromptAggregate> prompts) {
        Map<String, PromptAggregate> scores =
                prompts.stream().collect(Collectors.toMap(PromptAggregate::prompt, Function.identity()));
        List<Judged> judged = ratings.stream()
                .map(ofPrompt -> new Judged(ofPrompt, scores.get(ofPrompt.prompt())))
                .sorted(BEST_FIRST)
                .toList();
        List<Judged> compared =
                judged.stream().filter(prompt -> prompt.scores != null).toList();
        return new PromptFeedback(
                model,
                judged.stream()
                        .limit(MergedAggregates.PROMPTS_IN_A_RECORD)
                        .map(Feedback::entry)
                        .toList(),
                compared.size(),
                correlation(compared, Quantity.CLIP_SCORE),
                correlation(compared, Quantity.ENTROPY_WEIGHTED_SCORE),
                Instant.ofEpochMilli(
                        ratings.stream().mapToLong(PromptRatings::latest).max().orElse(0)));
    }

    private static @Nullable Double correlation(List<Judged> compared, Quantity quantity) {
        return RankCorrelation.spearman(
                compared,
                BY_RATING,
                Comparator.comparing(judged -> judged.scores.of(quantity), Moments::compareMeanTo));
    }

    private static RatedPrompt entry(Judged judged) {
        return new RatedPrompt(
                judged.ratings.prompt(),
                judged.ratings.sum().count(),
                Objects.requireNonNull(judged.ratings.sum().mean(FixedPoint.MILLIONTHS)),
                judged.mean(Quantity.CLIP_SCORE),
                judged.mean(Quantity.ENTROPY_WEIGHTED_SCORE));
    }
}
