package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.worker.caption.FinishReason;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.caption.Uncertainty;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceScoreTest {
    private static CaptionedSample sample(String reference, String... texts) {
        return new CaptionedSample(
                List.of(reference),
                List.of(caption("An image of", "An image of" + texts[0]), caption("Here is", "Here is" + texts[1])));
    }

    private static GeneratedCaption caption(String prompt, String text) {
        return new GeneratedCaption(
                prompt, text, 5, List.of(), FinishReason.SENTENCE, new Uncertainty(0, 0, 0), 0, null, null, null, 0);
    }

    /**
     * Exact captions of three words have similarity 1 for n-grams of 1 to 3 words and none of 4: 10 · 3/4. What is said
     * of the other image shares only "a" with it, which is said of both and weighs nothing: 0.
     */
    @Test
    void is_the_mean_over_the_prompts_without_their_words() {
        List<CaptionedSample> samples = List.of(
                sample("A red cat.", " a red cat.", " a blue dog."),
                sample("A blue dog.", " a blue dog.", " a red cat."));

        assertThat(ReferenceScore.of(samples)).isCloseTo((7.5 + 0) / 2, within(1e-9));
    }

    @Test
    void of_one_image_nothing_can_be_said() {
        assertThat(ReferenceScore.of(List.of(sample("A red cat.", " a red cat.", " a red cat."))))
                .isNull();
    }
}
