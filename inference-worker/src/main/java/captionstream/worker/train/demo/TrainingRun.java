package captionstream.worker.train.demo;

import ai.djl.ndarray.NDManager;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.train.Ahead;
import java.util.List;
import java.util.stream.IntStream;

/** All that the stages of one training have in common. */
record TrainingRun(
        TrainingSettings settings,
        ModelSizes sizes,
        PictureLibrary library,
        Vocabularies vocabularies,
        BundleWriter bundle,
        TrainingListener listener,
        NDManager manager) {

    /** A batch by its number. */
    interface Batches<T> {
        T draw(int number, int size);
    }

    /** One step of a stage; returns the loss. */
    interface Step<T> {
        double take(int number, List<T> batches);
    }

    ClipConfig clipConfig() {
        return sizes.clip(vocabularies.clipSize());
    }

    Gpt2Config gpt2Config() {
        return sizes.gpt2(vocabularies.gpt2Size());
    }

    /** Takes all steps of a stage, each on as many batches as threads share its size. */
    <T> void steps(TrainingListener.Stage stage, int steps, int size, Batches<T> batches, Step<T> step) {
        try (Ahead<List<T>> ahead = new Ahead<>(0, steps, number -> shares(number, size, batches))) {
            for (int number = 0; number < steps; number++) {
                double loss = step.take(number, ahead.next());
                listener.onStep(stage, number + 1, steps, loss);
            }
        }
    }

    private <T> List<T> shares(int number, int size, Batches<T> batches) {
        int threads = settings.threads();
        return IntStream.range(0, threads)
                .mapToObj(i -> batches.draw(number * threads + i, Math.max(1, size / threads)))
                .toList();
    }
}
