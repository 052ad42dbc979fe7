package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import captionstream.worker.model.Parameter;
import captionstream.worker.model.Weights;
import java.util.List;

/** The learned affine map from a CLIP embedding to the k prefix positions that GPT-2 continues. */
public final class Projection {
    private final NDArray weight;
    private final NDArray bias;
    private final int prefixLength;
    private final int width;

    /** @param weights {@code weight [k * width, embeddingWidth]} and {@code bias [k * width]} */
    public Projection(Weights weights, int prefixLength, int width, int embeddingWidth) {
        this.weight = weights.get("weight", (long) prefixLength * width, embeddingWidth);
        this.bias = weights.get("bias", (long) prefixLength * width);
        this.prefixLength = prefixLength;
        this.width = width;
    }

    /** All weights, drawn as a fresh {@code torch.nn.Linear} spreads its own; the bias is 0. */
    public static List<Parameter> parameters(int prefixLength, int width, int embeddingWidth) {
        long rows = (long) prefixLength * width;
        return List.of(
                Parameter.normal("weight", 1 / Math.sqrt(3.0 * embeddingWidth), rows, embeddingWidth),
                Parameter.constant("bias", 0, rows));
    }

    public NDArray apply(NDArray embeddings) {
        NDArray flat = Linear.linear(embeddings, weight, bias).singletonOrThrow();
        return flat.reshape(-1, prefixLength, width); // [B, k * D] -> [B, k, D]
    }
}
