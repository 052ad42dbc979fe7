package captionstream.worker.train.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.Parameter;
import captionstream.worker.model.Weights;
import captionstream.worker.train.CaptionBatch;
import captionstream.worker.train.CaptionLoss;
import captionstream.worker.train.optimise.Gradients;
import captionstream.worker.train.optimise.Learner;
import captionstream.worker.train.optimise.LearningRate;
import captionstream.worker.train.optimise.ParameterVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Second stage: GPT-2 and a projection learn together to say what a noisy CLIP <em>text</em> embedding means, as CapDec
 * does (Nukrai et al. 2022, arXiv 2211.00575). No image is seen.
 */
final class LanguageStage implements AutoCloseable {
    static final String WEIGHT = "projection.weight";
    static final String BIAS = "projection.bias";
    private static final double DECAY = 0.05;
    private static final double MEMORY = 0.99;
    private static final double PREFIX_DEVIATION = 0.3;

    private final Gpt2Config config;
    private final Learner learner;
    private final LearningRate rate;

    LanguageStage(Gpt2Config config, int prefix, int embeddingWidth, LearningRate rate, long seed, NDManager manager) {
        this.config = config;
        this.rate = rate;
        List<Parameter> parameters = new ArrayList<>(config.parameters());
        long rows = (long) prefix * config.width();
        parameters.add(new Parameter(WEIGHT, new Shape(rows, embeddingWidth), 0, PREFIX_DEVIATION));
        parameters.add(new Parameter(BIAS, new Shape(rows), 0, 0));
        this.learner = new Learner(ParameterVector.random(parameters, seed, manager), DECAY, MEMORY, manager);
    }

    double step(int number, List<CaptionBatch> batches) {
        return learner.step(rate.at(number), batches.stream().map(this::loss).toList());
    }

    private Gradients.Loss loss(CaptionBatch batch) {
        return weights -> loss(weights, batch);
    }

    private NDArray loss(Weights weights, CaptionBatch batch) {
        Gpt2 gpt2 = new Gpt2(config, weights);
        return CaptionLoss.of(gpt2, weights.asMap().get(WEIGHT), weights.asMap().get(BIAS), batch);
    }

    /** GPT-2's weights together with the projection's. */
    Weights averaged(NDManager target) {
        return learner.averaged(target);
    }

    @Override
    public void close() {
        learner.close();
    }
}
