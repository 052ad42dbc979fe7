package captionstream.worker.train.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Clip;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.optimise.Gradients;
import captionstream.worker.train.optimise.Learner;
import captionstream.worker.train.optimise.LearningRate;
import captionstream.worker.train.optimise.ParameterVector;
import java.util.List;

/** First stage: both towers of CLIP learn from nothing, on drawings and their names. */
final class ClipStage implements AutoCloseable {
    private static final double DECAY = 0.1;
    private static final double MEMORY = 0.998;

    private final ClipConfig config;
    private final Learner learner;
    private final LearningRate rate;

    ClipStage(ClipConfig config, LearningRate rate, long seed, NDManager manager) {
        this.config = config;
        this.rate = rate;
        ParameterVector parameters = FreshClip.weights(config, seed, manager);
        this.learner = new Learner(parameters, DECAY, MEMORY, manager);
    }

    double step(int number, List<ClipBatches.Batch> batches) {
        return learner.step(rate.at(number), batches.stream().map(this::loss).toList());
    }

    private Gradients.Loss loss(ClipBatches.Batch batch) {
        return weights -> loss(new Clip(config, weights), weights.manager(), batch);
    }

    private NDArray loss(Clip clip, NDManager manager, ClipBatches.Batch batch) {
        int size = config.imageSize();
        NDArray pixels = Torch.owned(manager.create(batch.pixels(), new Shape(batch.size(), 3, size, size)));
        NDArray ids = Torch.owned(manager.create(batch.ids(), new Shape(batch.size(), batch.length())));
        return ContrastiveLoss.of(clip.imageEmbeddings(pixels), clip.textEmbeddings(ids), clip.logitScale());
    }

    Weights averaged(NDManager target) {
        return learner.averaged(target);
    }

    @Override
    public void close() {
        learner.close();
    }
}
