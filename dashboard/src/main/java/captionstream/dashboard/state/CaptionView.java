package captionstream.dashboard.state;

import captionstream.Caption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One caption as the page shows it; names and units are those of the {@link Caption} record. */
public record CaptionView(
        String prompt,
        int promptIndex,
        String caption,
        List<TokenView> tokens,
        String finishReason,
        int tokenCount,
        double clipScore,
        @Nullable Double controlScore,
        @Nullable Double grounding,
        double confidence,
        double entropyWeightedScore,
        double saliencyWeightedScore) {
    private static final int MOST_TOKENS = 256;

    static CaptionView of(Caption caption) {
        return new CaptionView(
                Excerpt.of(caption.getPrompt()),
                caption.getPromptIndex(),
                Excerpt.of(caption.getCaption()),
                caption.getTokens().stream()
                        .limit(MOST_TOKENS)
                        .map(TokenView::of)
                        .toList(),
                caption.getFinishReason().name(),
                caption.getTokenCount(),
                caption.getClipScore(),
                caption.getControlScore(),
                caption.getGrounding(),
                caption.getConfidence(),
                caption.getEntropyWeightedScore(),
                caption.getSaliencyWeightedScore());
    }
}
