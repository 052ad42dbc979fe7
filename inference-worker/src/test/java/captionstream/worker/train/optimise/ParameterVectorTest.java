package captionstream.worker.train.optimise;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Parameter;
import captionstream.worker.model.Torch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParameterVectorTest {
    private static final List<Parameter> PARAMETERS = List.of(
            new Parameter("matrix", new Shape(2, 2), 0, 0),
            new Parameter("bias", new Shape(2), 0, 0),
            new Parameter("scale", new Shape(), 0, 0));

    private final NDManager manager = Torch.newManager("cpu");

    @AfterEach
    void close() {
        manager.close();
    }

    private ParameterVector vector() {
        Map<String, NDArray> arrays = Map.of(
                "matrix", manager.create(new float[][] {{1, 2}, {3, 4}}),
                "bias", manager.create(new float[] {5, 6}),
                "scale", manager.create(7f));
        return ParameterVector.of(PARAMETERS, arrays, manager);
    }

    @Test
    void laysTheArraysBehindOneAnother() {
        assertThat(vector().values().toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void showsThemInTheirShapesAgain() {
        ParameterVector vector = vector();
        Map<String, NDArray> views = vector.views(vector.values()).asMap();
        assertThat(views.get("matrix").getShape()).isEqualTo(new Shape(2, 2));
        assertThat(views.get("bias").toFloatArray()).containsExactly(5, 6);
        assertThat(views.get("scale").getShape()).isEqualTo(new Shape());
    }

    @Test
    void onlyMatricesDecay() {
        assertThat(vector().decayMask().toFloatArray()).containsExactly(1, 1, 1, 1, 0, 0, 0);
    }

    /** d/dx of scale · Σ bias² is 2 · scale · bias for the bias and Σ bias² for the scale. */
    @Test
    void gradientsFlowThroughTheViewsAndAreAveragedOverTheLosses() {
        Gradients.Loss loss = weights ->
                weights.asMap().get("bias").square().sum().mul(weights.asMap().get("scale"));
        Gradients.Loss nothing = weights -> weights.asMap().get("matrix").sum().mul(0);
        Gradients gradients = Gradients.of(vector(), List.of(loss, nothing), manager);
        assertThat(gradients.mean().toFloatArray()).containsExactly(0, 0, 0, 0, 35, 42, 30.5f);
        assertThat(gradients.loss()).isEqualTo(7 * 61 / 2.0);
    }
}
