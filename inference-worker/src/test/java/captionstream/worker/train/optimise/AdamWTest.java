package captionstream.worker.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private final NDManager manager = Torch.newManager("cpu");

    @AfterEach
    void close() {
        manager.close();
    }

    private void step(AdamW optimiser, double rate, float... gradient) {
        try (NDManager scratch = manager.newSubManager()) {
            optimiser.step(scratch.create(gradient), rate);
        }
    }

    /**
     * Worked by hand for lr 0.1, betas (0.9, 0.99), decay 0.1, start 1: m = 0.05, v = 0.0025, both corrected to 0.5 and
     * 0.25, so the step is 0.1 · 0.5/0.5 = 0.1 after the decay to 0.99.
     */
    @Test
    void theFirstStepIsAsLongAsTheRate() {
        NDArray values = manager.create(new float[] {1});
        AdamW optimiser = new AdamW(values, manager.create(new float[] {1}), 0.9, 0.99, 0.1, 10);
        step(optimiser, 0.1, 0.5f);
        assertThat(values.toFloatArray()[0]).isCloseTo(0.89f, within(1e-6f));
    }

    /**
     * The second step with gradient −1, by hand: m = 0.9 · 0.05 − 0.1 = −0.055, corrected by 1 − 0.9² = 0.19 to
     * −0.2894737; v = 0.99 · 0.0025 + 0.01 = 0.012475, corrected by 1 − 0.99² = 0.0199 to 0.6268844, root 0.7917603;
     * 0.89 · 0.99 + 0.1 · 0.2894737 / 0.7917603 = 0.8811 + 0.0365608.
     */
    @Test
    void theSecondStepRemembersTheFirst() {
        NDArray values = manager.create(new float[] {1});
        AdamW optimiser = new AdamW(values, manager.create(new float[] {1}), 0.9, 0.99, 0.1, 10);
        step(optimiser, 0.1, 0.5f);
        step(optimiser, 0.1, -1);
        assertThat(values.toFloatArray()[0]).isCloseTo(0.9176608f, within(1e-6f));
    }

    @Test
    void decaysOnlyWhereTheMaskSays() {
        NDArray values = manager.create(new float[] {1, 1});
        AdamW optimiser = new AdamW(values, manager.create(new float[] {1, 0}), 0.9, 0.99, 0.5, 10);
        step(optimiser, 0.1, 0, 0);
        assertThat(values.toFloatArray()).containsExactly(0.95f, 1f);
    }

    /** Adam's first step does not depend on the gradient's length; the second tells whether (3, 4) became (0.6, 0.8). */
    @Test
    void shortensLongGradients() {
        NDArray clipped = manager.create(new float[] {0, 0});
        AdamW shortening = new AdamW(clipped, manager.zeros(clipped.getShape()), 0.9, 0.99, 0, 1);
        step(shortening, 0.1, 3, 4);
        step(shortening, 0.1, 0.06f, 0.08f);
        NDArray expected = manager.create(new float[] {0, 0});
        AdamW plain = new AdamW(expected, manager.zeros(expected.getShape()), 0.9, 0.99, 0, 10);
        step(plain, 0.1, 0.6f, 0.8f);
        step(plain, 0.1, 0.06f, 0.08f);
        assertThat(clipped.toFloatArray()).containsExactly(expected.toFloatArray(), within(1e-5f));
    }
}
