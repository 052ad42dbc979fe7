package captionstream.topology.statistics;

import captionstream.PairwiseDifference;
import captionstream.PromptStatistics;
import captionstream.Quantile;
import java.time.Instant;
import java.util.List;

/** What is published of one prompt. */
public final class PromptSummary {
    private static final List<Integer> QUANTILES_IN_THOUSANDTHS = List.of(50, 250, 500, 750, 950);

    private PromptSummary() {}

    /** @param pairs of this prompt with others, in display order, each with images */
    public static PromptStatistics of(String model, Window window, PromptAggregate prompt, List<PromptPair> pairs) {
        PromptStatistics record = new PromptStatistics();
        record.setModel(model);
        record.setWindow(window.code());
        record.setWindowStart(window.start());
        record.setWindowEnd(window.end());
        record.setPrompt(prompt.prompt());
        record.setPromptIndex((int) prompt.positions().low());
        record.setPromptSet(prompt.latest().promptSet());
        record.setWins(prompt.wins());
        record.setClipScore(moments(prompt, Quantity.CLIP_SCORE));
        record.setControlScore(moments(prompt, Quantity.CONTROL_SCORE));
        record.setTokenCount(moments(prompt, Quantity.TOKEN_COUNT));
        record.setConfidence(moments(prompt, Quantity.CONFIDENCE));
        record.setEntropyWeightedScore(moments(prompt, Quantity.ENTROPY_WEIGHTED_SCORE));
        record.setSaliencyWeightedScore(moments(prompt, Quantity.SALIENCY_WEIGHTED_SCORE));
        record.setEfficiency(moments(prompt, Quantity.EFFICIENCY));
        record.setTokenClipCorrelation(
                prompt.tokensAgainstScore().pearson(prompt.of(Quantity.TOKEN_COUNT), prompt.of(Quantity.CLIP_SCORE)));
        record.setHistogram(prompt.histogram().toRecord());
        record.setQuantiles(QUANTILES_IN_THOUSANDTHS.stream()
                .map(thousandths -> quantile(prompt, thousandths))
                .toList());
        record.setAgainst(pairs.stream()
                .limit(MergedAggregates.PROMPTS_IN_A_RECORD)
                .map(pair -> new PairwiseDifference(
                        pair.other(prompt.prompt()), pair.from(prompt.prompt()).toRecord(FixedPoint.MILLIONTHS)))
                .toList());
        record.setAsOf(Instant.ofEpochMilli(prompt.latest().captionTime()));
        return record;
    }

    private static captionstream.Moments moments(PromptAggregate prompt, Quantity quantity) {
        return prompt.of(quantity).toRecord(quantity.unitsPerOne());
    }

    /**
     * The score of rank ⌈p n⌉ counted from the lowest (definition 1 of Hyndman and Fan 1996, "Sample Quantiles in
     * Statistical Packages"), as nearly as the histogram knows it.
     */
    private static Quantile quantile(PromptAggregate prompt, int thousandths) {
        Range scores = prompt.of(Quantity.CLIP_SCORE).range();
        long rank = Math.max(1, -Math.floorDiv(-scores.count() * thousandths, 1000L));
        long middle = prompt.histogram().atRank(rank);
        long score = Math.max(scores.low(), Math.min(scores.high(), middle));
        return new Quantile(thousandths / 1000.0, FixedPoint.value(score, FixedPoint.MILLIONTHS));
    }
}
