package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures a projection on what was held back. */
record EpochMeasurement(
        ValidationLoss loss, ValidationCaptions captions, TrialBundle bundle, ProjectionListener listener) {

    /** @param projection {@code weight} and {@code bias} */
    EpochFigures of(int epoch, @Nullable Double trainingLoss, Map<String, NDArray> projection, NDManager manager) {
        int total = loss.batches() + captions.count();
        double validationLoss = loss.of(projection, manager, done -> listener.onMeasured(done, total));
        CaptionFigures figures = captions.count() == 0
                ? null
                : captions.of(bundle.with(projection), done -> listener.onMeasured(loss.batches() + done, total));
        return new EpochFigures(epoch, trainingLoss, validationLoss, figures);
    }
}
