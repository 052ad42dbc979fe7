package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.caption.LikeliestTokens.Candidate;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikeliestTokensTest {
    /** ln of 1/8, 1/4, 1/16, 1/4, 1/4, 1/16. */
    private static final float[] TOY = {-2.0794415f, -1.3862944f, -2.7725887f, -1.3862944f, -1.3862944f, -2.7725887f};

    @Test
    void the_likeliest_comes_first_and_of_equals_the_lower_id() {
        assertThat(LikeliestTokens.of(TOY, 5))
                .containsExactly(
                        new Candidate(1, -1.3862944f),
                        new Candidate(3, -1.3862944f),
                        new Candidate(4, -1.3862944f),
                        new Candidate(0, -2.0794415f),
                        new Candidate(2, -2.7725887f));
    }

    @Test
    void of_equals_at_the_end_of_the_list_the_lower_id_is_on_it() {
        assertThat(LikeliestTokens.of(TOY, 2)).extracting(Candidate::id).containsExactly(1, 3);
    }

    @Test
    void a_vocabulary_smaller_than_the_list_is_all_on_it() {
        assertThat(LikeliestTokens.of(TOY, 20)).extracting(Candidate::id).containsExactly(1, 3, 4, 0, 2, 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 20})
    void a_sort_of_all_of_them_begins_the_same(int count) {
        Random random = new Random(count);
        float[] coarse = new float[500]; // with ties
        IntStream.range(0, coarse.length).forEach(id -> coarse[id] = -random.nextInt(40));
        List<Integer> sorted = IntStream.range(0, coarse.length)
                .boxed()
                .sorted(Comparator.comparing((Integer id) -> -coarse[id]).thenComparing(id -> id))
                .limit(count)
                .toList();

        assertThat(LikeliestTokens.of(coarse, count)).extracting(Candidate::id).isEqualTo(sorted);
    }
}
