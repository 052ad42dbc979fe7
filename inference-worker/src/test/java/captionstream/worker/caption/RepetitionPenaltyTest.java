package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RepetitionPenaltyTest {

    @Test
    void positive_scores_are_divided_and_negative_ones_multiplied_once_each() {
        float[] scores = {3, -2, 0, 5, -4};

        new RepetitionPenalty(2).apply(scores, LongStream.of(0, 1, 1, 2, 0));

        assertThat(scores).containsExactly(1.5f, -4, 0, 5, -4);
    }

    @Test
    void a_factor_below_one_favours_what_was_said() {
        float[] scores = {3, -2, 1};

        new RepetitionPenalty(0.5).apply(scores, LongStream.of(0, 1));

        assertThat(scores).containsExactly(6, -1, 1);
    }
}
