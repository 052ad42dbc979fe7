package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.caption.TokenChoice.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the distribution 1/8, 1/2, 1/8, 1/4, whose every cut is worked by hand. */
class SamplingTest {
    private static final float[] SCORES = scores(0.125, 0.5, 0.125, 0.25);
    private static final int DRAWS = 4000;

    @Test
    void top_k_keeps_the_likeliest_and_of_equals_the_first() {
        assertThat(nucleus(1, 0, 1)).containsExactly(1, 3, 0, 2);
        assertThat(nucleus(1, 3, 1)).containsExactly(1, 3, 0);
        assertThat(nucleus(1, 1, 1)).containsExactly(1);
        assertThat(nucleus(1, Integer.MAX_VALUE, 1)).containsExactly(1, 3, 0, 2);
    }

    @Test
    void top_p_keeps_the_fewest_that_reach_it() {
        assertThat(nucleus(1, 0, 0.49)).containsExactly(1);
        assertThat(nucleus(1, 0, 0.51)).containsExactly(1, 3);
        assertThat(nucleus(1, 0, 0.74)).containsExactly(1, 3);
        assertThat(nucleus(1, 0, 0.76)).containsExactly(1, 3, 0);
        assertThat(nucleus(1, 0, 1e-300)).containsExactly(1);
    }

    @Test
    void top_p_is_a_share_of_what_top_k_left() {
        assertThat(nucleus(1, 2, 0.66)).containsExactly(1); // of 2/3 and 1/3
        assertThat(nucleus(1, 2, 0.67)).containsExactly(1, 3);
    }

    @Test
    void top_p_is_a_share_of_what_the_temperature_made() {
        assertThat(nucleus(0.5, 0, 0.72)).containsExactly(1); // of 16/22, 4/22, 1/22 and 1/22
        assertThat(nucleus(0.5, 0, 0.74)).containsExactly(1, 3);
    }

    @Test
    void tokens_come_as_often_as_their_probabilities_say() {
        assertFrequencies(new Sampling(1, 0, 1, 5), 1 / 8.0, 1 / 2.0, 1 / 8.0, 1 / 4.0);
        assertFrequencies(new Sampling(0.5, 0, 1, 6), 1 / 22.0, 16 / 22.0, 1 / 22.0, 4 / 22.0);
        assertFrequencies(new Sampling(1, 3, 1, 7), 1 / 7.0, 4 / 7.0, 0, 2 / 7.0);
        assertFrequencies(new Sampling(1, 0, 0.7, 8), 0, 2 / 3.0, 0, 1 / 3.0);
    }

    @Test
    void the_ends_of_the_unit_interval_are_the_first_and_the_last_token() {
        Nucleus nucleus = Nucleus.of(SCORES, new Sampling(1, 0, 1, 0));

        assertThat(nucleus.at(0)).isEqualTo(1);
        assertThat(nucleus.at(Math.nextDown(1.0))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE})
    void scores_that_are_no_numbers_still_give_a_token(float odd) {
        for (double temperature : new double[] {Double.MIN_VALUE, 1, 100}) {
            TokenChoice sampling = new Sampling(temperature, 0, 0.9, 0);

            assertThat(sampling.choose(new float[] {odd, 1, odd}, step(0))).isBetween(0, 2);
            assertThat(sampling.choose(new float[] {odd, odd}, step(0))).isBetween(0, 1);
        }
    }

    private static int[] nucleus(double temperature, int topK, double topP) {
        return Nucleus.of(SCORES, new Sampling(temperature, topK, topP, 0)).ids();
    }

    /** Pearson's chi-squared below 16.27, which chance exceeds once in a thousand at 3 degrees of freedom. */
    private static void assertFrequencies(Sampling sampling, double... probabilities) {
        int[] counts = new int[probabilities.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[sampling.choose(SCORES, step(i))]++;
        }
        double chiSquared = 0;
        for (int id = 0; id < counts.length; id++) {
            double expected = DRAWS * probabilities[id];
            if (expected == 0) {
                assertThat(counts[id]).isZero();
            } else {
                chiSquared += (counts[id] - expected) * (counts[id] - expected) / expected;
            }
        }
        assertThat(chiSquared).isLessThan(16.27);
    }

    private static Step step(int index) {
        return new Step("image", new long[] {1, 2}, index);
    }

    private static float[] scores(double... probabilities) {
        float[] scores = new float[probabilities.length];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = (float) Math.log(probabilities[id]);
        }
        return scores;
    }
}
