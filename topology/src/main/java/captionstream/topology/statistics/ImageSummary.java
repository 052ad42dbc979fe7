package captionstream.topology.statistics;

import captionstream.schemas.ShownUri;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one image's captions were under one model. Names and scales are those of the caption record.
 *
 * @param complete whether every prompt of its prompt set has its outcome
 * @param winner the prompt with the highest CLIP score; null while it is not complete
 * @param rowPrompt the prompt the image belongs to in the compatibility matrix; null while that is not known
 * @param outcomes in the order of the prompt set
 */
public record ImageSummary(
        String model,
        boolean complete,
        @Nullable String winner,
        @Nullable String rowPrompt,
        List<ImageSummary.PromptOutcome> outcomes) {

    /** @param uri as people may see it, without its query */
    public record PromptOutcome(
            String prompt,
            int promptIndex,
            int promptCount,
            String promptSet,
            @Nullable String sourcePrompt,
            String caption,
            String uri,
            int tokenCount,
            double clipScore,
            @Nullable Double controlScore,
            double confidence,
            double entropyWeightedScore,
            double saliencyWeightedScore,
            long captionTime) {
        static PromptOutcome of(Outcome outcome) {
            Long control = outcome.controlScore();
            return new PromptOutcome(
                    outcome.prompt(),
                    outcome.promptIndex(),
                    outcome.promptCount(),
                    outcome.promptSet(),
                    outcome.sourcePrompt(),
                    outcome.caption(),
                    ShownUri.of(outcome.uri()),
                    outcome.tokenCount(),
                    score(outcome.clipScore()),
                    control == null ? null : score(control),
                    score(outcome.confidence()),
                    score(outcome.entropyWeightedScore()),
                    score(outcome.saliencyWeightedScore()),
                    outcome.captionTime());
        }
    }

    public static ImageSummary of(String model, ImageOutcomes image) {
        Outcome winner = image.winner();
        Stream<PromptOutcome> outcomes = image.outcomes().stream().map(PromptOutcome::of);
        return new ImageSummary(
                model,
                image.isComplete(),
                winner == null ? null : winner.prompt(),
                image.row(),
                outcomes.sorted(Comparator.comparingInt(PromptOutcome::promptIndex)
                                .thenComparing(PromptOutcome::prompt))
                        .toList());
    }

    private static double score(long millionths) {
        return FixedPoint.value(millionths, FixedPoint.MILLIONTHS);
    }
}
