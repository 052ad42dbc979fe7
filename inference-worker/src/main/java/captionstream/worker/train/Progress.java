package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * Where a training stands.
 *
 * @param best {@code weight} and {@code bias} of the best epoch so far; empty before any is measured
 */
record Progress(Checkpoint checkpoint, Map<String, NDArray> best) {
    static final Progress BEGINNING = new Progress(Checkpoint.BEGINNING, Map.of());
}
