package captionstream.cli.export;

import static captionstream.cli.SampleRecords.caption;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import captionstream.Caption;
import captionstream.cli.console.TimeSpan;
import captionstream.cli.export.CaptionFilter.Bounds;
import captionstream.cli.kafka.TopicRow;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChosenCaptionsTest {
    private static final CaptionFilter FROM_20_ON = new CaptionFilter(
            new Bounds("clip-score", 20, 100), null, Bounds.NONE, Set.of(), Set.of(), Set.of(), TimeSpan.ALWAYS);

    private final ChosenCaptions all = new ChosenCaptions(CaptionFilter.ALL);

    @Test
    void of_one_image_prompt_and_model_the_last_caption_counts() {
        Caption earlier = caption("cat", 0, "A photo of", 30);
        Caption later = at("2026-01-02T00:00:00Z", caption("cat", 0, "A photo of", 20));

        enter(all, 0, later);
        enter(all, 1, earlier);

        assertThat(all.all()).containsExactly(later);
        assertThat(all.seen()).isOne();
    }

    @Test
    void of_captions_of_the_same_time_the_later_record_counts() {
        Caption first = caption("cat", 0, "A photo of", 30);
        Caption second = caption("cat", 0, "A photo of", 20);

        enter(all, 8, second);
        enter(all, 7, first);

        assertThat(all.all()).containsExactly(second);
    }

    @Test
    void captions_by_two_models_do_not_replace_each_other() {
        Caption other = caption("cat", 0, "A photo of", 30);
        other.setModel("sha256:bb");

        enter(all, 0, caption("cat", 0, "A photo of", 20));
        enter(all, 1, other);

        assertThat(all.all()).extracting(Caption::getModel).containsExactly("sha256:aa", "sha256:bb");
    }

    @Test
    void a_caption_that_was_replaced_by_a_worse_one_does_not_come_back() {
        ChosenCaptions good = new ChosenCaptions(FROM_20_ON);

        enter(good, 0, caption("cat", 0, "A photo of", 30));
        enter(good, 1, at("2026-01-02T00:00:00Z", caption("cat", 0, "A photo of", 10)));

        assertThat(good.all()).isEmpty();
        assertThat(good.seen()).isOne();
    }

    @Test
    void they_are_sorted_by_image_and_then_as_its_prompts_are() {
        enter(all, 0, caption("dog", 0, "This shows", 1));
        enter(all, 1, caption("cat", 1, "A photo of", 2));
        enter(all, 2, caption("cat", 0, "This shows", 3));

        assertThat(all.all()).extracting(Caption::getClipScore).containsExactly(3.0, 2.0, 1.0);
    }

    @Test
    void the_best_of_an_image_has_its_highest_score_and_of_equal_ones_the_earlier_prompt() {
        enter(all, 0, caption("cat", 0, "This shows", 25));
        enter(all, 1, caption("cat", 1, "A photo of", 25));
        enter(all, 2, caption("cat", 2, "An image of", 24));
        enter(all, 3, caption("dog", 1, "A photo of", 3));

        assertThat(all.bestOfEachImage())
                .extracting(Caption::getImageId, Caption::getPrompt)
                .containsExactly(tuple("cat", "This shows"), tuple("dog", "A photo of"));
    }

    private static void enter(ChosenCaptions chosen, long offset, Caption caption) {
        chosen.enter(new TopicRow<>(0, offset, caption.getImageId(), caption, null), caption);
    }

    private static Caption at(String time, Caption caption) {
        caption.setCaptionTime(Instant.parse(time));
        return caption;
    }
}
