package captionstream.worker.train;

import captionstream.worker.model.Parameter;
import java.util.List;

/** A projection that has learnt nothing, spread as a fresh {@code torch.nn.Linear} is. */
final class FreshProjection {
    private FreshProjection() {}

    /** @param prefix positions that it writes, each {@code width} numbers */
    static List<Parameter> parameters(int prefix, int width, int embeddingWidth) {
        long rows = (long) prefix * width;
        double deviation = 1 / Math.sqrt(3.0 * embeddingWidth);
        return List.of(
                Parameter.normal("weight", deviation, rows, embeddingWidth), Parameter.constant("bias", 0, rows));
    }
}
