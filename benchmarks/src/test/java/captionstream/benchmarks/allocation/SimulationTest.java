package captionstream.benchmarks.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void scores_have_the_published_moments_and_the_assumed_correlation() {
        Scores scores = new Scores(0.5);
        Random random = new Random(1);
        int images = 100_000;
        double[] drawn = new double[Scores.PROMPTS];
        double first = 0;
        double firstSquares = 0;
        double best = 0;
        double products = 0;
        for (int i = 0; i < images; i++) {
            scores.draw(random, drawn);
            first += drawn[0];
            firstSquares += (drawn[0] - 17.762502) * (drawn[0] - 17.762502);
            best += drawn[Scores.BEST];
            products += (drawn[0] - 17.762502) * (drawn[Scores.BEST] - 18.355956);
        }

        assertThat(first / images).isCloseTo(17.762502, within(4 * 3.649 / Math.sqrt(images)));
        assertThat(best / images).isCloseTo(18.355956, within(4 * 3.233 / Math.sqrt(images)));
        assertThat(Math.sqrt(firstSquares / images)).isCloseTo(3.649015, within(0.04));
        assertThat(products / images / (3.649015 * 3.232886)).isCloseTo(0.5, within(0.02));
    }

    @Test
    void the_captions_needed_are_those_from_which_on_the_error_stays_low() {
        ErrorCurve curve = new ErrorCurve(500, 100, new int[] {40, 9, 12, 10, 3, 5}, 0, 0);

        assertThat(curve.error(1_000)).isEqualTo(0.09);
        assertThat(curve.captionsFor(0.1)).hasValue(2_000);
        assertThat(curve.captionsFor(0.5)).hasValue(500);
        assertThat(curve.captionsFor(0.04)).isEmpty();
    }

    @Test
    void an_eliminated_prompt_gets_only_the_images_that_get_all() {
        Contenders contenders = new Contenders();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            contenders.caption(new double[] {10, 20 + random.nextGaussian(), 20, 20, 21}, true);
        }

        contenders.eliminate();

        assertThat(contenders.isEliminated(0)).isTrue();
        assertThat(contenders.isEliminated(Scores.BEST)).isFalse();
        assertThat(contenders.caption(new double[] {50, 0, 0, 0, 21}, false)).isEqualTo(1);
        assertThat(contenders.caption(new double[] {50, 0, 0, 0, 21}, true)).isEqualTo(5);
        assertThat(contenders.best()).isEqualTo(Scores.BEST);
        assertThat(contenders.count(0)).isEqualTo(201);
    }
}
