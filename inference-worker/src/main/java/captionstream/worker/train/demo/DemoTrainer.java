package captionstream.worker.train.demo;

import ai.djl.ndarray.NDManager;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.model.Torch;

/**
 * Trains the demo model from nothing and writes it as a bundle: CLIP on drawings and their names; GPT-2 with a
 * projection on CLIP's text embeddings; the projection alone on its image embeddings.
 */
public final class DemoTrainer {
    private DemoTrainer() {}

    /** Trains, writes the bundle and measures it. */
    public static DemoFigures train(TrainingSettings settings, TrainingListener listener) {
        PictureLibrary library = PictureLibrary.read(settings.data(), DemoEvaluation.UNSEEN_STYLES);
        train(settings, ModelSizes.DEMO, library, listener);
        DemoFigures figures = DemoEvaluation.run(settings.out(), library, listener);
        String fingerprint = ModelBundle.open(settings.out()).fingerprint();
        new BundleWriter(settings.out())
                .description(new Provenance(settings, ModelSizes.DEMO, library).describe(fingerprint, figures));
        return figures;
    }

    static void train(TrainingSettings settings, ModelSizes sizes, PictureLibrary library, TrainingListener listener) {
        BundleWriter bundle = new BundleWriter(settings.out());
        try (NDManager manager = Torch.newManager("cpu");
                Vocabularies vocabularies = Vocabularies.learn(Captions.corpus(library.concepts()), bundle)) {
            TrainingRun run = new TrainingRun(settings, sizes, library, vocabularies, bundle, listener, manager);
            if (!settings.keepClip()) {
                new ClipTraining(run).train();
            }
            new CaptionTraining(run).train();
        }
        bundle.description(new Provenance(settings, sizes, library).describe());
    }
}
