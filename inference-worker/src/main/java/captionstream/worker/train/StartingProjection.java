package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.caption.Projection;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The projection that training starts from. */
final class StartingProjection {
    private static final int AT_ONCE = 128;

    private final ModelBundle base;
    private final int prefix;
    private final Gpt2 gpt2;
    private final NDManager manager;

    /** @param prefix positions that it writes */
    StartingProjection(ModelBundle base, int prefix, Gpt2 gpt2, NDManager manager) {
        this.base = base;
        this.prefix = prefix;
        this.gpt2 = gpt2;
        this.manager = manager;
    }

    /** {@code weight} and {@code bias}, in the engine's own memory. */
    Map<String, NDArray> of(ProjectionSettings settings, List<CaptionPair> pairs, ImageEmbeddings embeddings) {
        return switch (settings.start()) {
            case RANDOM -> fresh(settings.seed());
            case LEAST_SQUARES -> leastSquares(pairs, embeddings);
            case BUNDLE -> known();
        };
    }

    private Map<String, NDArray> fresh(long seed) {
        int width = base.gpt2().width();
        int inputs = base.clip().embeddingWidth();
        return Weights.random(Projection.parameters(prefix, width, inputs), seed, manager)
                .asMap();
    }

    private Map<String, NDArray> known() {
        if (prefix != base.prefixLength()) {
            throw new TrainingRefused("the bundle's projection has " + base.prefixLength() + " positions, not " + prefix
                    + ": leave --prefix-length out, or begin with another --init");
        }
        long rows = (long) prefix * base.gpt2().width();
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        try (NDManager scratch = manager.newSubManager()) {
            Weights weights = Weights.load(base.projectionWeights(), scratch);
            NDArray weight = weights.get("weight", rows, base.clip().embeddingWidth());
            arrays.put("weight", Torch.copy(weight, manager));
            arrays.put("bias", Torch.copy(weights.get("bias", rows), manager));
        }
        return arrays;
    }

    private Map<String, NDArray> leastSquares(List<CaptionPair> pairs, ImageEmbeddings embeddings) {
        int inputs = base.clip().embeddingWidth();
        TokenMeans means = new TokenMeans(gpt2, prefix);
        try (NDManager scratch = manager.newSubManager()) {
            LeastSquares fit = new LeastSquares(inputs, prefix * base.gpt2().width(), scratch);
            for (int from = 0; from < pairs.size(); from += AT_ONCE) {
                List<CaptionPair> some = pairs.subList(from, Math.min(pairs.size(), from + AT_ONCE));
                List<long[]> said = some.stream().map(CaptionPair::continuation).toList();
                fit.add(inputs(some, embeddings, inputs), means.of(said, scratch), some.size());
            }
            return fit.solve(manager);
        }
    }

    private static double[] inputs(List<CaptionPair> pairs, ImageEmbeddings embeddings, int width) {
        double[] flat = new double[pairs.size() * width];
        for (int row = 0; row < pairs.size(); row++) {
            float[] embedding = embeddings.of(pairs.get(row).image());
            for (int i = 0; i < width; i++) {
                flat[row * width + i] = embedding[i];
            }
        }
        return flat;
    }
}
