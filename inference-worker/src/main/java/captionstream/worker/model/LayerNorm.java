package captionstream.worker.model;

import ai.djl.ndarray.NDArray;

record LayerNorm(NDArray weight, NDArray bias, float epsilon) {

    static LayerNorm of(Weights weights, String name, long width, double epsilon) {
        return new LayerNorm(weights.get(name + ".weight", width), weights.get(name + ".bias", width), (float) epsilon);
    }

    NDArray apply(NDArray x) {
        return x.getNDArrayInternal()
                .layerNorm(x, weight.getShape(), weight, bias, epsilon)
                .singletonOrThrow();
    }
}
