package captionstream.endtoend;

import static captionstream.endtoend.Drawn.fixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.Caption;
import captionstream.GeneratedToken;
import com.microsoft.playwright.Page;
import java.util.Comparator;
import java.util.List;

/** One image's captions side by side, and token by token. */
record DrawnDetails(Page page) {
    /** The page keeps entropies to three decimals, and writes two. */
    private static final double TWO_ROUNDINGS = 0.005501;

    /** @param captions of one image under all its prompts */
    void assertShows(List<Caption> captions) {
        List<Caption> ordered = captions.stream()
                .sorted(Comparator.comparing(Caption::getPromptIndex))
                .toList();
        double highest = captions.stream()
                .mapToDouble(Caption::getClipScore)
                .max()
                .orElseThrow(() -> new AssertionError("There is no caption yet"));
        assertThat(Drawn.rows(page, "#detail .side-by-side"))
                .containsExactlyElementsOf(ordered.stream()
                        .map(caption -> row(caption, caption.getClipScore() == highest))
                        .toList());
        List<String> entropies = page.locator("#detail .tokens small").allTextContents();
        List<GeneratedToken> tokens = ordered.stream()
                .flatMap(caption -> caption.getTokens().stream())
                .toList();
        assertThat(entropies).hasSameSizeAs(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            assertThat(Double.parseDouble(entropies.get(i)))
                    .isCloseTo(tokens.get(i).getEntropy(), within(TWO_ROUNDINGS));
        }
    }

    private static List<String> row(Caption caption, boolean best) {
        return List.of(
                (best ? "Best: " : "") + caption.getCaption(),
                fixed(caption.getClipScore(), 2),
                fixed(caption.getControlScore(), 2),
                fixed(caption.getGrounding(), 2),
                fixed(caption.getConfidence(), 3),
                fixed(caption.getEntropyWeightedScore(), 2),
                fixed(caption.getSaliencyWeightedScore(), 2),
                Integer.toString(caption.getTokenCount()),
                caption.getFinishReason().name().replace('_', ' '));
    }
}
