package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Parameter;
import captionstream.worker.model.Weights;
import captionstream.worker.train.optimise.Gradients;
import captionstream.worker.train.optimise.Learner;
import captionstream.worker.train.optimise.LearningRate;
import captionstream.worker.train.optimise.ParameterVector;
import java.util.List;
import java.util.Map;

/** Third stage: CLIP and GPT-2 stay as they are, the projection alone learns, from embeddings of images. */
public final class ProjectionStage implements AutoCloseable {
    private static final double DECAY = 0.01;
    private static final double MEMORY = 0.99;

    private final Gpt2 gpt2;
    private final Learner learner;
    private final LearningRate rate;

    /** Starts from the given projection. */
    public ProjectionStage(Gpt2 gpt2, NDArray weight, NDArray bias, LearningRate rate, NDManager manager) {
        this.gpt2 = gpt2;
        this.rate = rate;
        List<Parameter> parameters =
                List.of(new Parameter("weight", weight.getShape(), 0, 0), new Parameter("bias", bias.getShape(), 0, 0));
        ParameterVector start = ParameterVector.of(parameters, Map.of("weight", weight, "bias", bias), manager);
        this.learner = new Learner(start, DECAY, MEMORY, manager);
    }

    public double step(int number, List<CaptionBatch> batches) {
        return learner.step(rate.at(number), batches.stream().map(this::loss).toList());
    }

    private Gradients.Loss loss(CaptionBatch batch) {
        return projection -> CaptionLoss.of(
                gpt2, projection.asMap().get("weight"), projection.asMap().get("bias"), batch);
    }

    /** {@code weight} and {@code bias}, as {@code projection.safetensors} names them. */
    public Weights averaged(NDManager target) {
        return learner.averaged(target);
    }

    @Override
    public void close() {
        learner.close();
    }
}
