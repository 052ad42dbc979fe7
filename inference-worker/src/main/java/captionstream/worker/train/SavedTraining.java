package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import captionstream.worker.train.optimise.Moments;
import java.util.Map;

/**
 * All that training goes on from.
 *
 * @param weights as the next step finds them
 * @param best {@code weight} and {@code bias} of the best epoch so far; empty before any is measured
 */
record SavedTraining(Checkpoint checkpoint, Map<String, NDArray> weights, Moments moments, Map<String, NDArray> best) {
    Progress progress() {
        return new Progress(checkpoint, best);
    }
}
