package captionstream.worker.train.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Torch;
import org.junit.jupiter.api.Test;

class ContrastiveLossTest {
    @Test
    void ofTwoPairsAtRightAnglesIsTheLogisticLoss() {
        try (NDManager manager = Torch.newManager("cpu")) {
            NDArray images = manager.create(new float[][] {{3, 0}, {0, 5}});
            NDArray texts = manager.create(new float[][] {{1, 0}, {0, 2}});
            float loss = ContrastiveLoss.of(images, texts, manager.create((float) Math.log(2)))
                    .getFloat();
            assertThat(loss).isCloseTo((float) Math.log(1 + Math.exp(-2)), within(1e-6f)); // cosines 1 and 0, scale 2
        }
    }

    @Test
    void ofSwappedPairsIsTwoMore() {
        try (NDManager manager = Torch.newManager("cpu")) {
            NDArray images = manager.create(new float[][] {{0, 1}, {1, 0}});
            NDArray texts = manager.create(new float[][] {{1, 0}, {0, 1}});
            float loss = ContrastiveLoss.of(images, texts, manager.create((float) Math.log(2)))
                    .getFloat();
            assertThat(loss).isCloseTo((float) (2 + Math.log(1 + Math.exp(-2))), within(1e-6f));
        }
    }
}
