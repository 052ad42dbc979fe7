package captionstream.worker.model;

import ai.djl.ndarray.types.Shape;

/** Name and shape of a weight as Hugging Face stores it, and the normal distribution a fresh one is drawn from. */
public record Parameter(String name, Shape shape, double mean, double deviation) {

    public static Parameter normal(String name, double deviation, long... shape) {
        return new Parameter(name, new Shape(shape), 0, deviation);
    }

    public static Parameter constant(String name, double value, long... shape) {
        return new Parameter(name, new Shape(shape), value, 0);
    }
}
