package captionstream.cli.export;

import captionstream.FinishReason;
import captionstream.cli.console.TimeSpanOptions;
import captionstream.cli.export.CaptionFilter.Bounds;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags that choose captions. */
final class FilterOptions {
    @Option(names = "--min-clip-score", paramLabel = "SCORE", description = "Captions of this CLIP score or higher.")
    private double minClipScore = Double.NEGATIVE_INFINITY;

    @Option(names = "--max-clip-score", paramLabel = "SCORE", description = "Captions of this CLIP score or lower.")
    private double maxClipScore = Double.POSITIVE_INFINITY;

    @Option(
            names = "--min-grounding",
            paramLabel = "SCORE",
            description = "Captions whose CLIP score is at least so far above their control score, the score on another"
                    + " image; captions without a control score are left out.")
    private @Nullable Double minGrounding;

    @Option(names = "--min-tokens", paramLabel = "N", description = "Captions of N tokens or more, prompt included.")
    private double minTokens = Double.NEGATIVE_INFINITY;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Captions of N tokens or fewer, prompt included.")
    private double maxTokens = Double.POSITIVE_INFINITY;

    @Option(
            names = "--finish-reason",
            split = ",",
            paramLabel = "REASON",
            description = "Captions that ended so: ${COMPLETION-CANDIDATES}; may be repeated.")
    private Set<FinishReason> finishReasons = Set.of();

    @Option(names = "--prompt", paramLabel = "PROMPT", description = "Captions of this prompt; may be repeated.")
    private Set<String> prompts = Set.of();

    @Option(
            names = "--model-fingerprint",
            split = ",",
            paramLabel = "FINGERPRINT",
            description = "Captions by this model; may be repeated (default: of all models).")
    private Set<String> models = Set.of();

    @Mixin
    private final TimeSpanOptions times = new TimeSpanOptions();

    CaptionFilter filter() {
        return new CaptionFilter(
                new Bounds("clip-score", minClipScore, maxClipScore),
                minGrounding,
                new Bounds("tokens", minTokens, maxTokens),
                finishReasons,
                prompts,
                models,
                times.span());
    }
}
