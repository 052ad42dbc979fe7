package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ControlImagesTest {
    private static final ImageEmbedding CAT = new ImageEmbedding("cat", new double[] {1, 0});
    private static final ImageEmbedding DOG = new ImageEmbedding("dog", new double[] {0, 1});
    private static final ImageEmbedding SAME_CAT = new ImageEmbedding("copy", new double[] {1, 0});

    private final ControlImages controls = new ControlImages();

    @Test
    void the_first_image_alone_has_none() {
        assertThat(controls.controlFor(0, List.of(CAT))).isNull();
    }

    @Test
    void the_next_image_of_the_batch_is_taken_the_last_taking_the_first() {
        assertThat(controls.controlFor(0, List.of(CAT, DOG))).isEqualTo(DOG);
        assertThat(controls.controlFor(1, List.of(CAT, DOG))).isEqualTo(CAT);
    }

    @Test
    void an_image_alone_is_held_against_the_most_recent_before_it() {
        controls.remember(List.of(CAT, DOG));

        assertThat(controls.controlFor(0, List.of(new ImageEmbedding("bird", new double[] {0.6, 0.8}))))
                .isEqualTo(DOG);
    }

    @Test
    void neither_the_same_event_nor_the_same_picture_is_a_control() {
        controls.remember(List.of(DOG, CAT));

        assertThat(controls.controlFor(0, List.of(CAT))).isEqualTo(DOG);
        assertThat(controls.controlFor(0, List.of(SAME_CAT))).isEqualTo(DOG);
        assertThat(new ControlImages().controlFor(0, List.of(CAT, SAME_CAT))).isNull();
    }

    @Test
    void a_picture_seen_again_does_not_push_out_the_only_other_one() {
        controls.remember(List.of(DOG));
        controls.remember(List.of(CAT, SAME_CAT, CAT));

        assertThat(controls.controlFor(0, List.of(CAT))).isEqualTo(DOG);
    }
}
