package captionstream.cli.services;

import captionstream.cli.console.CommandFailure;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.caption.RepetitionPenalty;
import captionstream.worker.caption.Sampling;
import captionstream.worker.caption.TokenChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How captions are decoded: greedily, until a setting of sampling is named. */
public final class DecodingFlags {
    @Option(
            names = "--max-new-tokens",
            paramLabel = "N",
            description = "Longest generated text (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int maxNewTokens;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Sample instead of decoding greedily, from scores divided by T (default: 1).")
    private @Nullable Double temperature;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "Sample from the K likeliest tokens (default: 0, all of them).")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Sample from the fewest tokens whose probabilities reach P (default: 1, all of them).")
    private @Nullable Double topP;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of sampling; the same seed gives an image the same captions (default: 0).")
    private @Nullable Long seed;

    @Option(
            names = "--repetition-penalty",
            paramLabel = "X",
            description = "Make tokens said already less likely, X above 1 (default: ${DEFAULT-VALUE}, none).",
            defaultValue = "1")
    private double repetitionPenalty;

    @Option(
            names = "--alternatives",
            paramLabel = "N",
            description = "Record the N most probable tokens of every step, 20 at most (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int alternatives;

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    public DecodingOptions decoding() {
        return new DecodingOptions(choice(), new RepetitionPenalty(repetitionPenalty), maxNewTokens, alternatives);
    }

    private TokenChoice choice() {
        if (temperature != null || topK != null || topP != null) {
            return new Sampling(or(temperature, 1.0), or(topK, 0), or(topP, 1.0), or(seed, 0L));
        }
        if (seed != null) {
            throw CommandFailure.usage(
                    "--seed has no say in greedy decoding", "Add --temperature, --top-k or --top-p to sample");
        }
        return new TokenChoice.Greedy();
    }

    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
