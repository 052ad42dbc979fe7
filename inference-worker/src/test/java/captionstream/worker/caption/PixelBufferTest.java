package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelBufferTest {

    @Test
    void it_holds_the_pixels_of_each_batch_whatever_the_sizes_before() {
        PixelBuffer buffer = new PixelBuffer();
        try (NDManager manager = Torch.newManager("cpu")) {
            assertHolds(buffer, manager, new float[] {1, 2, 3});
            assertHolds(buffer, manager, new float[] {4, 5, 6}, new float[] {7, 8, 9});
            assertHolds(buffer, manager, new float[] {-1, 0, 0.5f});
        }
    }

    private static void assertHolds(PixelBuffer buffer, NDManager manager, float[]... images) {
        NDArray batch = buffer.fill(List.of(images), 1, manager);

        assertThat(batch.getShape()).isEqualTo(new Shape(images.length, 3, 1, 1));
        for (int i = 0; i < images.length; i++) {
            assertThat(batch.get(i).toFloatArray()).containsExactly(images[i]);
        }
    }
}
