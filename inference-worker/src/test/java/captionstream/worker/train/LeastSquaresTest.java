package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Torch;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeastSquaresTest {
    private final NDManager manager = Torch.newManager("cpu");

    @AfterEach
    void close() {
        manager.close();
    }

    /**
     * By hand: x = 0, 1, 2 has mean 1 and centred square sum 2, so the ridge is 0.01 · 2 / 1 = 0.02. y₁ = 1, 3, 5 has
     * centred product (−1)(−2) + 1 · 2 = 4, y₂ = 0, 3, 0 has 0. So w = (4, 0) / 2.02 and b = (3, 1) − w · 1.
     */
    @Test
    void fits_a_line_with_its_slope_drawn_in_a_little() {
        LeastSquares fit = new LeastSquares(1, 2, manager);
        fit.add(new double[] {0, 1}, new double[] {1, 0, 3, 3}, 2);
        fit.add(new double[] {2}, new double[] {5, 0}, 1);

        Map<String, NDArray> projection = fit.solve(manager);

        assertThat(projection.get("weight").toFloatArray()).containsExactly(new float[] {1.980198f, 0}, within(1e-6f));
        assertThat(projection.get("bias").toFloatArray()).containsExactly(new float[] {1.019802f, 1}, within(1e-6f));
    }

    /** Of inputs that spread alike in all directions, XᵀX = 2 I, every slope shrinks by 1 / 1.01. */
    @Test
    void finds_a_linear_map_again_row_by_row() {
        LeastSquares fit = new LeastSquares(2, 2, manager);
        double[] x = {1, 0, -1, 0, 0, 1, 0, -1};
        fit.add(x, new double[] {2 + 5, 3, -2 + 5, -3, 1 + 5, 4, -1 + 5, -4}, 4); // y = (2 1; 3 4) x + (5 0)

        Map<String, NDArray> projection = fit.solve(manager);

        assertThat(projection.get("weight").div(1 / 1.01).toFloatArray())
                .containsExactly(new float[] {2, 1, 3, 4}, within(1e-5f));
        assertThat(projection.get("bias").toFloatArray()).containsExactly(new float[] {5, 0}, within(1e-6f));
    }

    @Test
    void inputs_that_never_change_leave_the_mean_alone() {
        LeastSquares fit = new LeastSquares(2, 1, manager);
        fit.add(new double[] {1, 2, 1, 2}, new double[] {3, 5}, 2);

        Map<String, NDArray> projection = fit.solve(manager);

        float[] weight = projection.get("weight").toFloatArray();
        assertThat(weight[0] + 2 * weight[1] + projection.get("bias").toFloatArray()[0])
                .isCloseTo(4, within(1e-5f));
    }
}
