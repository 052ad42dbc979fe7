package captionstream.worker.caption;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One caption with its scores, none of them rounded.
 *
 * @param text the prompt followed by the generated text, decoded together
 * @param tokenCount GPT-2 tokens of {@code text}
 * @param tokens every decoding step, the stopping one included even where it is end-of-text
 * @param clipScore 100 · cosine of the CLIP embeddings of image and text, in [−100, 100]
 * @param controlScore the same for another image; null while no other image has been seen
 * @param controlImageId the id of that other image
 * @param refClipScore 100 · RefCLIPScore, from 0 to 143; null without references
 * @param lexicalEntropy entropy of the token frequencies of {@code text}, in nats
 */
public record GeneratedCaption(
        String prompt,
        String text,
        int tokenCount,
        List<GeneratedToken> tokens,
        FinishReason finishReason,
        Uncertainty uncertainty,
        double clipScore,
        @Nullable Double controlScore,
        @Nullable String controlImageId,
        @Nullable Double refClipScore,
        double lexicalEntropy) {
    public GeneratedCaption {
        tokens = List.copyOf(tokens);
    }

    /** Decoding steps taken. */
    public int generatedTokens() {
        return tokens.size();
    }

    /** What the caption owes to having seen its image. */
    public @Nullable Double grounding() {
        return controlScore == null ? null : clipScore - controlScore;
    }

    public double entropyWeightedScore() {
        return clipScore * uncertainty.confidence();
    }

    public double saliencyWeightedScore() {
        return clipScore * lexicalEntropy;
    }
}
