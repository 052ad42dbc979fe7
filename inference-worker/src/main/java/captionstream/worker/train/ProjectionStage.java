package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Parameter;
import captionstream.worker.model.Weights;
import captionstream.worker.train.optimise.Gradients;
import captionstream.worker.train.optimise.Learner;
import captionstream.worker.train.optimise.LearningRate;
import captionstream.worker.train.optimise.Moments;
import captionstream.worker.train.optimise.ParameterVector;
import java.util.List;
import java.util.Map;

/**
 * The projection alone learns, from embeddings of images, while GPT-2 stays as it is. What is kept is the moving
 * average of its weights over about the last hundred steps. Weights are named {@code weight} and {@code bias}, as in
 * {@code projection.safetensors}.
 */
public final class ProjectionStage implements AutoCloseable {
    private static final double MEMORY = 0.99;

    private final Gpt2 gpt2;
    private final Learner learner;
    private final LearningRate rate;

    private ProjectionStage(Gpt2 gpt2, Learner learner, LearningRate rate) {
        this.gpt2 = gpt2;
        this.learner = learner;
        this.rate = rate;
    }

    /** Starts from the given projection. */
    public static ProjectionStage from(
            Gpt2 gpt2, Map<String, NDArray> start, double decay, LearningRate rate, NDManager manager) {
        return new ProjectionStage(gpt2, new Learner(vector(start, manager), decay, MEMORY, manager), rate);
    }

    /** Goes on where another has stopped. */
    static ProjectionStage resumed(
            Gpt2 gpt2,
            Map<String, NDArray> weights,
            Moments moments,
            double decay,
            LearningRate rate,
            NDManager manager) {
        Learner learner = new Learner(vector(weights, manager), moments, decay, MEMORY, manager);
        return new ProjectionStage(gpt2, learner, rate);
    }

    private static ParameterVector vector(Map<String, NDArray> weights, NDManager manager) {
        List<Parameter> parameters = List.of(
                new Parameter("weight", weights.get("weight").getShape(), 0, 0),
                new Parameter("bias", weights.get("bias").getShape(), 0, 0));
        return ParameterVector.of(parameters, weights, manager);
    }

    /**
     * @param number of the step, which decides its learning rate
     * @param batches shares of one mini-batch, each for a thread of its own
     * @return their mean loss in nats per token, before the step
     */
    public double step(int number, List<CaptionBatch> batches) {
        return learner.step(rate.at(number), batches.stream().map(this::loss).toList());
    }

    private Gradients.Loss loss(CaptionBatch batch) {
        return projection -> CaptionLoss.of(
                gpt2, projection.asMap().get("weight"), projection.asMap().get("bias"), batch);
    }

    /** What is kept in the end. */
    public Weights averaged(NDManager target) {
        return learner.averaged(target);
    }

    /** What the next step starts from. */
    Weights current(NDManager target) {
        return learner.current(target);
    }

    Moments moments() {
        return learner.moments();
    }

    @Override
    public void close() {
        learner.close();
    }
}
