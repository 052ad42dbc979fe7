package captionstream.topology.statistics;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.PROMPTS;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.topology.statistics.ImageSummary.PromptOutcome;
import org.junit.jupiter.api.Test;

class ImageSummaryTest {
    @Test
    void allPromptsStandSideBySideInTheirOrderWithTheWinner() {
        ImageOutcomes image = ImageOutcomes.none("a");
        for (int prompt : new int[] {4, 2, 0, 1, 3}) {
            image = image.with(caption("a", prompt, prompt == 1 ? 31.5 : 20));
        }

        ImageSummary summary = ImageSummary.of(MODEL, image);

        assertThat(summary.complete()).isTrue();
        assertThat(summary.winner()).isEqualTo(PROMPTS.get(1));
        assertThat(summary.rowPrompt()).isEqualTo(PROMPTS.get(1));
        assertThat(summary.outcomes()).extracting(PromptOutcome::prompt).containsExactlyElementsOf(PROMPTS);
        assertThat(summary.outcomes().get(1))
                .isEqualTo(new PromptOutcome(
                        PROMPTS.get(1),
                        1,
                        5,
                        "paper v1",
                        null,
                        "This image shows something in a",
                        "file:/images/a.jpg",
                        11,
                        31.5,
                        null,
                        0.5,
                        15.75,
                        63.0,
                        1_000));
    }

    @Test
    void anImageThatWaitsForPromptsHasNoWinnerAndItsUriNoSecrets() {
        Caption only = caption("a", 2, 20);
        only.setUri("https://user:password@example.org/a.jpg?signature=secret");
        only.setSourcePrompt(PROMPTS.get(4));
        only.setControlScore(-1.25);

        ImageSummary summary = ImageSummary.of(MODEL, ImageOutcomes.none("a").with(only));

        assertThat(summary.complete()).isFalse();
        assertThat(summary.winner()).isNull();
        assertThat(summary.rowPrompt()).isEqualTo(PROMPTS.get(4));
        assertThat(summary.outcomes().get(0).controlScore()).isEqualTo(-1.25);
        assertThat(summary.outcomes().get(0).uri()).isEqualTo("https://example.org/a.jpg?...");
    }
}
