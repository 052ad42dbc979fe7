package captionstream.topology;

import static captionstream.topology.statistics.Captions.MODEL;
import static captionstream.topology.statistics.Captions.caption;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.PromptCompatibility;
import captionstream.PromptRanking;
import captionstream.PromptStatistics;
import captionstream.schemas.Topic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecaptionedImagesTest extends StatisticsCase {
    @Test
    void nothingIsPublishedTwice() {
        send(caption("a", 0, 20));
        tick();
        read(Topic.PROMPT_RANKINGS, PromptRanking.class);

        tick();
        send(caption("a", 0, 20));
        tick();

        assertThat(output(Topic.PROMPT_RANKINGS, PromptRanking.class).isEmpty()).isTrue();
    }

    @Test
    void captioningAnImageAgainReplacesItsContribution() {
        send(caption("a", 0, 20));
        send(caption("b", 0, 30));
        tick();
        send(caption("b", 0, 22, 2_000));
        send(caption("b", 0, 99, 1_500));
        tick();

        captionstream.Moments score = read(Topic.PROMPT_STATISTICS, PromptStatistics.class)
                .get(MODEL + "|all|A detailed photo of")
                .getClipScore();
        assertThat(score.getCount()).isEqualTo(2);
        assertThat(score.getMean()).isEqualTo(21.0);
        assertThat(score.getMax()).isEqualTo(22.0);
    }

    @Test
    void aRowThatLosesItsLastImageIsWithdrawn() {
        for (int prompt = 0; prompt < 5; prompt++) {
            send(caption("a", prompt, 20 - prompt));
        }
        tick();
        send(caption("a", 4, 40, 2_000));
        tick();

        Map<String, PromptCompatibility> rows = read(Topic.PROMPT_COMPATIBILITY, PromptCompatibility.class);
        assertThat(rows).containsEntry(MODEL + "|all|A detailed photo of", null);
        assertThat(rows.get(MODEL + "|all|A picture that depicts").getCells()).hasSize(5);
    }
}
