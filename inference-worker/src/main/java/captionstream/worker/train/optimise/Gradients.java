package captionstream.worker.train.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import captionstream.worker.model.Weights;
import java.util.List;

/**
 * Mean gradient of several losses, each computed on a thread of its own, which keeps every core busy without threads
 * inside one operation. DJL's gradient collector is for one thread only, so the engine is asked directly.
 */
public record Gradients(NDArray mean, double loss) {

    /** The loss of a batch as a 0-dim array on the weights' manager, and everything else it makes on the same. */
    public interface Loss {
        NDArray of(Weights weights);
    }

    static Gradients of(ParameterVector parameters, List<Loss> losses, NDManager scratch) {
        List<Gradients> parts = losses.parallelStream()
                .map(loss -> one(parameters, loss, scratch))
                .toList();
        NDArray sum = parts.get(0).mean;
        parts.subList(1, parts.size()).forEach(part -> sum.addi(part.mean));
        double loss = parts.stream().mapToDouble(Gradients::loss).sum();
        return new Gradients(sum.divi(losses.size()), loss / losses.size());
    }

    private static Gradients one(ParameterVector parameters, Loss loss, NDManager scratch) {
        try (NDManager own = scratch.newSubManager()) {
            JniUtils.setGradMode(true);
            JniUtils.setNumThreads(1); // the setting is partly per thread, and rounding depends on it
            NDArray leaf = parameters.leaf(own);
            PtNDArray value = (PtNDArray) loss.of(parameters.views(leaf));
            JniUtils.backward(value, (PtNDArray) value.onesLike(), false, false);
            NDArray gradient = leaf.getGradient();
            gradient.attach(scratch);
            return new Gradients(gradient, value.getFloat());
        }
    }
}
