package captionstream.worker.train.demo;

import java.nio.file.Path;

/**
 * How to train the demo model.
 *
 * @param data folder filled by {@code demo/fetch-data.sh}
 * @param out folder for the bundle
 * @param seed of weights, batches and augmentation
 * @param clipBatch drawings in a step, shared by the threads; each tells its own share apart
 * @param threads that work on a step; the result depends on how many
 * @param keepClip whether to take the CLIP already in {@code out} and train only what comes after it
 */
public record TrainingSettings(
        Path data,
        Path out,
        long seed,
        int clipSteps,
        int clipBatch,
        int languageSteps,
        int projectionSteps,
        int captionBatch,
        int threads,
        boolean keepClip) {

    public TrainingSettings {
        requirePositive("clip steps", clipSteps);
        requirePositive("clip batch", clipBatch);
        requirePositive("language steps", languageSteps);
        requirePositive("projection steps", projectionSteps);
        requirePositive("caption batch", captionBatch);
        requirePositive("threads", threads);
    }

    /** The shipped bundle's settings. */
    public static TrainingSettings demo(Path data, Path out, long seed) {
        return new TrainingSettings(data, out, seed, 4000, 256, 1200, 500, 128, 2, false);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", which is below 1");
        }
    }
}
