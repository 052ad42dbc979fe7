package captionstream.topology.statistics;

import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Prompts ordered by the mean of a score; equal means by the prompts' own order. Of more than
 * {@value MergedAggregates#PROMPTS_IN_A_RECORD} prompts, the best are published.
 */
final class Ranking {
    enum Weighting {
        CONFIDENCE(Quantity.ENTROPY_WEIGHTED_SCORE),
        SALIENCY(Quantity.SALIENCY_WEIGHTED_SCORE),
        RAW(Quantity.CLIP_SCORE);

        private final Quantity quantity;

        Weighting(Quantity quantity) {
            this.quantity = quantity;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Ranking() {}

    /** @param prompts in display order, each with captions */
    static PromptRanking of(
            String model, Window window, Weighting weighting, Collection<PromptAggregate> prompts, ImageCounts images) {
        Quantity quantity = weighting.quantity;
        List<PromptAggregate> ranked = prompts.stream()
                .sorted(Comparator.comparing(prompt -> prompt.of(quantity), (a, b) -> b.compareMeanTo(a)))
                .toList();
        List<Double> normalized = normalized(ranked.stream()
                .map(prompt -> Objects.requireNonNull(prompt.of(quantity).mean(quantity.unitsPerOne())))
                .toList());
        List<RankedPrompt> entries = new ArrayList<>();
        for (int i = 0; i < Math.min(ranked.size(), MergedAggregates.PROMPTS_IN_A_RECORD); i++) {
            entries.add(entry(i + 1, ranked.get(i), quantity, normalized.get(i)));
        }
        return new PromptRanking(
                model,
                window.code(),
                window.start(),
                window.end(),
                weighting.code(),
                entries,
                images.images(),
                images.complete(),
                Instant.ofEpochMilli(images.latestCaptionTime()));
    }

    private static RankedPrompt entry(int rank, PromptAggregate prompt, Quantity quantity, double normalized) {
        return new RankedPrompt(
                rank,
                prompt.prompt(),
                prompt.of(quantity).toRecord(quantity.unitsPerOne()),
                normalized,
                prompt.of(Quantity.CLIP_SCORE).mean(FixedPoint.MILLIONTHS),
                prompt.of(Quantity.CONTROL_SCORE).mean(FixedPoint.MILLIONTHS),
                prompt.wins());
    }

    /**
     * (s − min) / (max − min), the paper's figure 6; 1 for all where all are equal.
     *
     * @param scores highest first
     */
    static List<Double> normalized(List<Double> scores) {
        if (scores.isEmpty()) {
            return List.of();
        }
        double highest = scores.get(0);
        double lowest = scores.get(scores.size() - 1);
        return scores.stream()
                .map(score -> highest == lowest ? 1.0 : (score - lowest) / (highest - lowest))
                .toList();
    }
}
