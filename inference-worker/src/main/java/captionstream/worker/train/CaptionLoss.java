package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Torch;

/** Mean cross-entropy of the wanted continuations, given embeddings as a prefix and prompts. */
public final class CaptionLoss {
    private CaptionLoss() {}

    /**
     * @param weight {@code [K · D, E]}, of the projection
     * @param bias {@code [K · D]}
     */
    public static NDArray of(Gpt2 gpt2, NDArray weight, NDArray bias, CaptionBatch batch) {
        NDManager manager = bias.getManager();
        long size = batch.size();
        long width = gpt2.config().width();
        NDArray embeddings = Torch.owned(manager.create(
                batch.embeddings(), new Shape(size, weight.getShape().get(1))));
        NDArray prefix =
                Linear.linear(embeddings, weight, bias).singletonOrThrow().reshape(size, -1, width); // [B, K, D]
        NDArray ids = Torch.owned(manager.create(batch.ids(), new Shape(size, batch.length())));
        NDArray hidden = gpt2.hidden(prefix.concat(gpt2.embed(ids), 1)); // [B, K + T, D]
        long before = prefix.getShape().get(1);
        NDArray words = hidden.get(new NDIndex(":, {}:", before)).reshape(-1, width); // [B * T, D]
        NDArray chosen = words.get(Torch.owned(manager.create(batch.sources()))); // [N, D]
        NDArray logProbabilities = gpt2.logits(chosen).logSoftmax(-1); // [N, V]
        NDArray targets = Torch.owned(manager.create(batch.targets())).reshape(-1, 1);
        return logProbabilities.gather(targets, 1).mean().neg();
    }
}
