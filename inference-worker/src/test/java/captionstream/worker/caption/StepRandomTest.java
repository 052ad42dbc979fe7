package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.caption.TokenChoice.Step;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StepRandomTest {

    @Test
    void numbers_are_those_of_pythons_hashlib() {
        assertThat(StepRandom.uniform(7, new Step("cat", new long[] {32, 2939}, 0)))
                .isEqualTo(0.9249360523414443);
        assertThat(StepRandom.uniform(7, new Step("cat", new long[] {32, 2939}, 1)))
                .isEqualTo(0.5762673817469179);
        assertThat(StepRandom.uniform(-1, new Step("猫", new long[] {}, 5))).isEqualTo(0.22639754908724752);
    }

    @Test
    void seed_image_prompt_and_step_all_have_a_say() {
        assertThat(DoubleStream.of(
                        uniform(1, "a", 0, 5),
                        uniform(2, "a", 0, 5),
                        uniform(1, "b", 0, 5),
                        uniform(1, "a", 1, 5),
                        uniform(1, "a", 0, 6)))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_numbers_fill_the_unit_interval_evenly() {
        double[] tenths = new double[10];

        IntStream.range(0, 10_000).forEach(i -> tenths[(int) (10 * uniform(3, "a", i, 5))]++);

        assertThat(DoubleStream.of(tenths).boxed())
                .allMatch(count -> Math.abs(count - 1000) < 120); // four standard deviations
    }

    private static double uniform(long seed, String imageId, int step, long... prompt) {
        return StepRandom.uniform(seed, new Step(imageId, prompt, step));
    }
}
