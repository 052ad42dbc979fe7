package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationsTest {

    /** At −3, −1, 0.5 and 2, worked by their definitions in Python's double precision. */
    @ParameterizedTest
    @CsvSource({
        "quick_gelu, -0.01807131, -0.15420423, 0.35038844, 1.93565862",
        "gelu, -0.00404969, -0.15865525, 0.34573123, 1.95449974",
        "gelu_new, -0.00363739, -0.15880801, 0.34571401, 1.95459769",
        "gelu_pytorch_tanh, -0.00363739, -0.15880801, 0.34571401, 1.95459769",
        "relu, 0.00000000, 0.00000000, 0.50000000, 2.00000000"
    })
    void every_name_stands_for_its_definition(String name, float a, float b, float c, float d) {
        try (NDManager manager = Torch.newManager("cpu")) {
            float[] values = Activations.named(name, manager)
                    .apply(manager.create(new float[] {-3, -1, 0.5f, 2}))
                    .toFloatArray();

            assertThat(values).containsExactly(new float[] {a, b, c, d}, within(1e-6f));
        }
    }
}
