package captionstream.worker.train;

import ai.djl.ndarray.NDManager;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.model.Tokenizer;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.embedding.EmbeddedImage;
import captionstream.worker.train.embedding.EmbeddingCache;
import captionstream.worker.train.optimise.LearningRate;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Trains the projection of a bundle on images and captions, and writes a bundle with the same CLIP and GPT-2. A training
 * that was interrupted, however, goes on when it is called again with the same arguments, and comes to the same result.
 */
public final class ProjectionTrainer {
    private final TrainingPlace place;
    private final ProjectionSettings settings;
    private final ProjectionListener listener;
    private final ModelBundle base;
    private final int prefix;

    private ProjectionTrainer(TrainingPlace place, ProjectionSettings settings, ProjectionListener listener) {
        this.place = place;
        this.settings = settings;
        this.listener = listener;
        this.base = ModelBundle.open(place.model());
        this.prefix = settings.prefixLength() == 0 ? base.prefixLength() : settings.prefixLength();
    }

    /** @throws TrainingRefused if it cannot begin, or go on, with what it was given */
    public static TrainingResult train(
            TrainingPlace place,
            ProjectionSettings settings,
            List<CaptionedImage> images,
            ProjectionListener listener) {
        ProjectionTrainer trainer = new ProjectionTrainer(place, settings, listener);
        try (UnfinishedTraining unfinished = UnfinishedTraining.in(place.out());
                EmbeddingCache cache = trainer.embeddings()) {
            TrainingResult result = trainer.train(images, cache, unfinished.folder());
            unfinished.finish();
            return result;
        }
    }

    private EmbeddingCache embeddings() {
        String fingerprint = base.clipFingerprint();
        Path file = place.embeddings().resolve("image-embeddings-" + fingerprint.substring(7, 19) + ".bin");
        return EmbeddingCache.open(file, fingerprint, base.clip().embeddingWidth(), listener::onNote);
    }

    private TrainingResult train(List<CaptionedImage> images, EmbeddingCache cache, Path unfinished) {
        List<EmbeddedImage> embedded = DataPreparation.embed(images, base, place, settings.threads(), cache, listener);
        try (NDManager manager = Torch.newManager(place.device());
                Tokenizer tokenizer =
                        Tokenizer.load(base.gpt2Tokenizer(), base.gpt2().vocabSize())) {
            List<long[]> prompts =
                    settings.prompts().stream().map(tokenizer::encode).toList();
            ContinuationTokens tokens =
                    new ContinuationTokens(tokenizer, base.gpt2().endOfTextId(), longestContinuation(prompts));
            TrainingData data = new DataPreparation(tokens, listener).prepare(images, embedded, settings);
            Weights gpt2 = Weights.load(base.gpt2Weights(), manager);
            FrozenModels frozen = FrozenModels.of(base, gpt2);
            BundleFiles.share(base, place.out());
            CheckpointStore store = new CheckpointStore(unfinished, identity(frozen, data.summary()));
            ImageEmbeddings embeddings = new ImageEmbeddings(cache, base.normalizeEmbedding());
            try (ProjectionTraining training =
                    training(data.split(), prompts, embeddings, new Gpt2(base.gpt2(), gpt2), store, manager)) {
                training.run();
                frozen.requireUnchanged(FrozenModels.of(base, gpt2), place.model());
                frozen.requireUnchanged(FrozenModels.of(output(), gpt2), place.out());
                return write(training, frozen, data.summary());
            }
        }
    }

    private ProjectionTraining training(
            DataSplit split,
            List<long[]> prompts,
            ImageEmbeddings embeddings,
            Gpt2 gpt2,
            CheckpointStore store,
            NDManager manager) {
        List<CaptionPair> pairs = CaptionPair.of(split.training());
        MiniBatches batches =
                new MiniBatches(pairs, embeddings, prompts, settings.batch(), settings.threads(), settings.seed());
        int steps = settings.epochs() * batches.perEpoch();
        LearningRate rate =
                new LearningRate(settings.learningRate(), (int) Math.round(settings.warmUp() * steps), steps);
        Optional<SavedTraining> saved = store.load(manager);
        saved.ifPresent(training ->
                listener.onNote("going on after step " + training.checkpoint().steps() + " of " + steps));
        ProjectionStage stage = saved.map(training -> ProjectionStage.resumed(
                        gpt2, training.weights(), training.moments(), settings.weightDecay(), rate, manager))
                .orElseGet(() -> ProjectionStage.from(
                        gpt2,
                        new StartingProjection(base, prefix, gpt2, manager).of(settings, pairs, embeddings),
                        settings.weightDecay(),
                        rate,
                        manager));
        EpochMeasurement measurement = measurement(
                split.validation(), prompts, embeddings, gpt2, store.folder().resolve("trial"));
        return new ProjectionTraining(
                settings,
                place.checkpointEvery(),
                stage,
                batches,
                measurement,
                store,
                saved.map(SavedTraining::progress).orElse(Progress.BEGINNING),
                listener,
                manager);
    }

    private EpochMeasurement measurement(
            List<TrainingImage> heldBack, List<long[]> prompts, ImageEmbeddings embeddings, Gpt2 gpt2, Path trial) {
        int rows = Math.max(1, settings.batch() / settings.threads());
        List<TrainingImage> decoded = heldBack.subList(0, Math.min(heldBack.size(), settings.decodedImages()));
        return new EpochMeasurement(
                new ValidationLoss(gpt2, CaptionPair.of(heldBack), embeddings, prompts, rows),
                new ValidationCaptions(decoded, settings.prompts(), place),
                new TrialBundle(trial, output(), prefix),
                listener);
    }

    /** The bundle to be, whose {@code bundle.json} is still missing. */
    private ModelBundle output() {
        return new ModelBundle(
                place.out(), prefix, base.normalizeEmbedding(), base.clip(), base.gpt2(), base.imageSpec());
    }

    private TrainingResult write(ProjectionTraining training, FrozenModels frozen, DataSummary data) {
        SafetensorsWriter.write(
                output().projectionWeights(), training.progress().best());
        String fingerprint = output().fingerprint();
        TrainingHistory history = training.progress().checkpoint().history();
        ObjectNode bundle = TrialBundle.description(prefix, base.normalizeEmbedding());
        new ProjectionProvenance(settings, frozen, data, history, place.version())
                .describe(bundle, fingerprint, training.progress().checkpoint().steps());
        ConfigFile.write(place.out().resolve("bundle.json"), bundle);
        return new TrainingResult(history, data, fingerprint);
    }

    private ObjectNode identity(FrozenModels frozen, DataSummary data) {
        ObjectNode identity = ConfigFile.object();
        identity.set("settings", settings.json());
        identity.set("data", data.json());
        return identity.put("clip", frozen.clip())
                .put("gpt2", frozen.gpt2())
                .put("prefix_length", prefix)
                .put("normalize_embedding", base.normalizeEmbedding());
    }

    private int longestContinuation(List<long[]> prompts) {
        int prompt = prompts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        int room = base.gpt2().contextLength() - prefix - prompt + 1;
        if (room < 2) {
            throw new TrainingRefused(
                    "a prompt of " + prompt + " tokens leaves no room for a caption in GPT-2's context");
        }
        return Math.min(settings.longestCaption(), room);
    }
}
