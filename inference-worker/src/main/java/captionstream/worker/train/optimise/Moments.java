package captionstream.worker.train.optimise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Torch;
import java.util.Map;

/**
 * What a {@link Learner} remembers of the steps it has taken, beside the weights: arrays as long as all weights
 * together, changed in place as it goes on.
 *
 * @param mean of the gradients, decaying
 * @param square of the gradients, its decaying mean
 * @param average of the weights, decaying
 * @param steps taken when this was made
 */
public record Moments(NDArray mean, NDArray square, NDArray average, int steps) {
    private static final String MEAN = "gradient_mean";
    private static final String SQUARE = "gradient_square";
    private static final String AVERAGE = "weight_average";

    /** Nothing remembered yet, on the manager of {@code like}. */
    static Moments none(NDArray like) {
        return new Moments(like.zerosLike(), like.zerosLike(), like.zerosLike(), 0);
    }

    /** From {@link #asMap()}, copied into the engine's own memory on {@code target}. */
    public static Moments of(Map<String, NDArray> arrays, int steps, NDManager target) {
        return new Moments(
                Torch.copy(arrays.get(MEAN), target),
                Torch.copy(arrays.get(SQUARE), target),
                Torch.copy(arrays.get(AVERAGE), target),
                steps);
    }

    public Map<String, NDArray> asMap() {
        return Map.of(MEAN, mean, SQUARE, square, AVERAGE, average);
    }

    void attach(NDManager manager) {
        mean.attach(manager);
        square.attach(manager);
        average.attach(manager);
    }
}
