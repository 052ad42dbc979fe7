package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.worker.model.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;

/** What the implementation in PyTorch says of one image and prompt, decoding one token after the other without a cache. */
record ExpectedCaption(JsonNode json) {
    private static final double RELATIVE = 5e-5;

    int image() {
        return json.path("image").intValue();
    }

    long[] prompt() {
        return ids("prompt");
    }

    String text() {
        return json.path("text").textValue();
    }

    long[] textIds() {
        return ids("text_ids");
    }

    double clipScore(int image) {
        return json.path("clip_scores").path(image).doubleValue();
    }

    void assertSaidBy(Sequence sequence) {
        assertThat(sequence.said().toArray()).startsWith(prompt()).endsWith(ids("ids"));
        assertThat(sequence.steps()).isEqualTo(ids("ids").length);
        assertThat(name(sequence.finishReason()))
                .isEqualTo(json.path("finish_reason").textValue());
        for (int step = 0; step < sequence.steps(); step++) {
            assertClose(sequence.entropy(step), number("entropies", step));
            assertClose(sequence.logProb(step), number("log_probs", step));
        }
    }

    void assertIs(GeneratedCaption caption) {
        assertThat(caption.text()).isEqualTo(text());
        assertThat(caption.tokens().stream().mapToLong(GeneratedToken::id)).containsExactly(boxed("ids"));
        assertThat(name(caption.finishReason()))
                .isEqualTo(json.path("finish_reason").textValue());
        for (int step = 0; step < caption.generatedTokens(); step++) {
            assertClose(caption.tokens().get(step).entropy(), number("entropies", step));
            assertClose(caption.tokens().get(step).logProb(), number("log_probs", step));
        }
        assertClose(caption.uncertainty().meanTokenEntropy(), number("mean_token_entropy"));
        assertClose(caption.uncertainty().normalizedEntropy(), number("normalized_entropy"));
        assertClose(caption.uncertainty().meanLogProb(), number("mean_log_prob"));
        assertThat(caption.lexicalEntropy()).isCloseTo(number("lexical_entropy"), within(1e-12));
        assertScore(caption.clipScore(), image());
    }

    /** To 1e-5 of a cosine of 1. */
    void assertScore(double actual, int image) {
        assertThat(actual).isCloseTo(clipScore(image), within(1e-3));
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(RELATIVE * Math.max(1, Math.abs(expected))));
    }

    private double number(String name) {
        return json.path(name).doubleValue();
    }

    private double number(String name, int step) {
        return json.path(name).path(step).doubleValue();
    }

    private long[] ids(String name) {
        return Reference.ids(json.path(name));
    }

    private Long[] boxed(String name) {
        return Arrays.stream(ids(name)).boxed().toArray(Long[]::new);
    }

    private static String name(FinishReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
