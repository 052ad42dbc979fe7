package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.optimise.LearningRate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectionStageTest {
    private static final Gpt2Config CONFIG = new Gpt2Config(10, 16, 8, 16, 1, 2, "gelu", 1e-5, 9, true);
    private static final CaptionBatch BATCH = new CaptionBatch(
            new float[] {1, 0, 0, 1}, new long[] {1, 2, 1, 3}, 2, 2, new long[] {0, 2}, new long[] {2, 3});

    private static Map<String, byte[]> bytes(Weights weights) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        weights.asMap().forEach((name, array) -> bytes.put(name, array.toByteArray()));
        return bytes;
    }

    @Test
    void theProjectionLearnsWhileTheFrozenGpt2StaysBitForBit() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights frozen = Weights.random(CONFIG.parameters(), 1, manager);
            Map<String, byte[]> before = bytes(frozen);
            Map<String, NDArray> start =
                    Map.of("weight", manager.ones(new Shape(8, 2)), "bias", manager.zeros(new Shape(8)));
            try (ProjectionStage stage = ProjectionStage.from(
                    new Gpt2(CONFIG, frozen), start, 0.01, new LearningRate(0.05, 1, 40), manager)) {
                double first = stage.step(0, List.of(BATCH));
                double last = first;
                for (int step = 1; step < 30; step++) {
                    last = stage.step(step, List.of(BATCH));
                }
                assertThat(last).isLessThan(first);
            }
            bytes(frozen).forEach((name, now) -> assertThat(now).as(name).isEqualTo(before.get(name)));
        }
    }
}
