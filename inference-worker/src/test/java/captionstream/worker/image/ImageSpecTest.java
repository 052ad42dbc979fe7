package captionstream.worker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ImageSpecTest {
    private static final float[] HALVES = {0.5f, 0.5f, 0.5f};

    @Test
    void keepsItsOwnCopies() {
        float[] mean = {0.1f, 0.2f, 0.3f};
        ImageSpec spec = new ImageSpec(224, mean, HALVES);

        mean[0] = 9;
        spec.mean()[1] = 9;

        assertThat(spec.mean()).containsExactly(0.1f, 0.2f, 0.3f);
        assertThat(spec).isEqualTo(new ImageSpec(224, new float[] {0.1f, 0.2f, 0.3f}, HALVES));
    }

    @Test
    void refusesValuesThatNoImageCanHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSpec(0, HALVES, HALVES))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSpec(224, new float[2], HALVES))
                .withMessageContaining("mean");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSpec(224, new float[] {0, Float.NaN, 0}, HALVES))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSpec(224, HALVES, new float[] {1, 0, 1}))
                .withMessageContaining("std");
    }
}
