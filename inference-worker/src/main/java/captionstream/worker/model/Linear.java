package captionstream.worker.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/** x Wᵀ + b with W stored {@code [out, in]}, as torch.nn.Linear does. */
record Linear(NDArray weight, @Nullable NDArray bias) {

    static Linear of(Weights weights, String name, long out, long in) {
        return new Linear(weights.get(name + ".weight", out, in), weights.get(name + ".bias", out));
    }

    static Linear withoutBias(Weights weights, String name, long out, long in) {
        return new Linear(weights.get(name + ".weight", out, in), null);
    }

    NDArray apply(NDArray x) {
        return ai.djl.nn.core.Linear.linear(x, weight, bias).singletonOrThrow(); // [..., in] -> [..., out]
    }
}
