package captionstream.worker.train.demo;

import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Weights;
import captionstream.worker.train.demo.TrainingListener.Stage;
import captionstream.worker.train.optimise.LearningRate;
import java.util.Locale;

/** Runs the first stage, keeping what was learnt so far in the bundle every now and then. */
final class ClipTraining {
    private static final double RATE = 1.5e-3;
    private static final int WARM_UP = 100;
    private static final int KEEP_EVERY = 250;

    private final TrainingRun run;

    ClipTraining(TrainingRun run) {
        this.run = run;
    }

    void train() {
        TrainingSettings settings = run.settings();
        LearningRate rate = new LearningRate(RATE, WARM_UP, settings.clipSteps());
        ClipBatches batches = new ClipBatches(
                run.library().concepts(),
                run.library().seenByConcept(),
                run.vocabularies().clip(),
                new Augmentation(run.sizes().image()),
                settings.seed());
        try (ClipStage stage = new ClipStage(run.clipConfig(), rate, settings.seed(), run.manager())) {
            run.<ClipBatches.Batch>steps(
                    Stage.CLIP, settings.clipSteps(), settings.clipBatch(), batches::draw, (number, shares) -> {
                        double loss = stage.step(number, shares);
                        if ((number + 1) % KEEP_EVERY == 0 || number + 1 == settings.clipSteps()) {
                            keep(stage);
                        }
                        return loss;
                    });
        }
    }

    private void keep(ClipStage stage) {
        try (NDManager scratch = run.manager().newSubManager()) {
            Weights weights = stage.averaged(scratch);
            run.bundle().clip(run.clipConfig(), run.sizes().image(), weights.asMap());
            ClipEmbeddings clip = new ClipEmbeddings(
                    new Clip(run.clipConfig(), weights),
                    run.vocabularies().clip(),
                    run.sizes().image(),
                    scratch);
            PictureLibrary library = run.library();
            run.listener()
                    .onFigure(String.format(
                            Locale.ROOT,
                            "CLIP finds the name of %.1f%% of the seen and %.1f%% of the unseen drawings",
                            100 * clip.retrieval(library.concepts(), library.seen()),
                            100 * clip.retrieval(library.concepts(), library.unseen())));
        }
    }
}
