package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import captionstream.worker.model.SeededWeights.Tensor;
import org.junit.jupiter.api.Test;

class SeededWeightsTest {

    /** Expected values from {@code parity/seeded.py}: {@code Seeded("a/b/c", (2, 2), 1.0, 2**-23).draw()}. */
    @Test
    void numbers_are_those_that_numpy_draws() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Tensor tensor = Tensor.parse("a/b/c,2x2,1.0," + 0x1p-23);

            assertThat(tensor.draw(manager).toFloatArray())
                    .containsExactly(
                            0x1.cdb7700000000p-1f, 0x1.bec3ce0000000p+0f, 0x1.e0eb500000000p-1f, 0x1.f9034a0000000p+0f);
        }
    }
}
