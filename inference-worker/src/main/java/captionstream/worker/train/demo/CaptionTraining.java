package captionstream.worker.train.demo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Weights;
import captionstream.worker.train.ProjectionStage;
import captionstream.worker.train.demo.TrainingListener.Stage;
import captionstream.worker.train.optimise.LearningRate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the second and the third stage on the CLIP that lies in the bundle. */
final class CaptionTraining {
    private static final double RATE = 2e-3;
    private static final int WARM_UP = 50;
    private static final double TEXT_NOISE = 0.22;
    private static final double PROJECTION_DECAY = 0.01;
    private static final int LOOKS_PER_DRAWING = 5;

    private final TrainingRun run;
    private final TrainingSettings settings;

    CaptionTraining(TrainingRun run) {
        this.run = run;
        this.settings = run.settings();
    }

    void train() {
        try (NDManager scratch = run.manager().newSubManager()) {
            Weights clipWeights = Weights.load(settings.out().resolve("clip/model.safetensors"), scratch);
            Clip model = new Clip(run.clipConfig(), clipWeights);
            ClipEmbeddings clip = new ClipEmbeddings(
                    model, run.vocabularies().clip(), run.sizes().image(), scratch);
            Weights spoken = learnToSpeak(clip, scratch);
            run.bundle().gpt2(run.gpt2Config(), withoutProjection(spoken));
            run.bundle().projection(learnToSee(clip, spoken, scratch).asMap());
        }
    }

    private Weights learnToSpeak(ClipEmbeddings clip, NDManager target) {
        EmbeddingBank texts = new EmbeddingBank(clip.texts(run.library().concepts()), TEXT_NOISE);
        LearningRate rate = new LearningRate(RATE, WARM_UP, settings.languageSteps());
        try (LanguageStage stage = new LanguageStage(
                run.gpt2Config(),
                run.sizes().prefix(),
                run.clipConfig().embeddingWidth(),
                rate,
                settings.seed(),
                run.manager())) {
            run.steps(
                    Stage.LANGUAGE,
                    settings.languageSteps(),
                    settings.captionBatch(),
                    batches(texts, true)::draw,
                    stage::step);
            return stage.averaged(target);
        }
    }

    private Weights learnToSee(ClipEmbeddings clip, Weights spoken, NDManager target) {
        Augmentation augmentation = new Augmentation(run.sizes().image());
        EmbeddingBank drawings = new EmbeddingBank(
                clip.images(run.library().seenByConcept(), LOOKS_PER_DRAWING, augmentation, settings.seed()), 0);
        LearningRate rate = new LearningRate(RATE, WARM_UP, settings.projectionSteps());
        Map<String, NDArray> start = Map.of(
                "weight", spoken.asMap().get(LanguageStage.WEIGHT),
                "bias", spoken.asMap().get(LanguageStage.BIAS));
        Gpt2 gpt2 = new Gpt2(run.gpt2Config(), spoken);
        try (ProjectionStage stage = ProjectionStage.from(gpt2, start, PROJECTION_DECAY, rate, run.manager())) {
            run.steps(
                    Stage.PROJECTION,
                    settings.projectionSteps(),
                    settings.captionBatch(),
                    batches(drawings, false)::draw,
                    stage::step);
            return stage.averaged(target);
        }
    }

    private CaptionBatches batches(EmbeddingBank bank, boolean anyPrompt) {
        return new CaptionBatches(
                run.library().concepts(),
                bank,
                run.vocabularies().gpt2(),
                run.gpt2Config().endOfTextId(),
                anyPrompt,
                settings.seed());
    }

    private static Map<String, NDArray> withoutProjection(Weights spoken) {
        Map<String, NDArray> gpt2 = new LinkedHashMap<>(spoken.asMap());
        gpt2.keySet().removeAll(List.of(LanguageStage.WEIGHT, LanguageStage.BIAS));
        return gpt2;
    }
}
