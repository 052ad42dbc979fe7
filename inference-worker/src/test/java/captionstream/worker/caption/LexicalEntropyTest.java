package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LexicalEntropyTest {

    @Test
    void distinct_tokens_give_the_logarithm_of_their_number() {
        assertThat(LexicalEntropy.of(new long[] {5, 1, 9, 7})).isCloseTo(1.3862944, within(1e-6));
    }

    @Test
    void one_token_over_and_over_gives_zero() {
        assertThat(LexicalEntropy.of(new long[] {3, 3, 3})).isZero();
    }

    /** Shares ½, ¼, ¼ in any order: 1.5 ln 2. */
    @Test
    void repeated_tokens_count_by_their_share() {
        assertThat(LexicalEntropy.of(new long[] {2, 7, 2, 4})).isCloseTo(1.0397208, within(1e-6));
    }

    @Test
    void no_tokens_give_zero() {
        assertThat(LexicalEntropy.of(new long[0])).isZero();
    }
}
