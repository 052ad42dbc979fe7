package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.schemas.DeadLetterReason;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.CaptionOutcome.Rejected;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.Precision;
import captionstream.worker.model.Tokenizer;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CLIP sees, the projection translates, GPT-2 speaks, CLIP judges. */
public final class ClipGpt2Captioner implements Captioner {
    private static final List<String> TRIAL_PROMPTS = List.of("An image of");

    private final ModelBundle bundle;
    private final String fingerprint;
    private final DecodingOptions options;
    private final Precision precision;
    private final NDManager base;
    private final ImageEncoder images;
    private final Projection projection;
    private final Tokenizer clipTokenizer;
    private final Tokenizer gpt2Tokenizer;
    private final Generation generation;
    private final TaskCheck check;
    private final CaptionScoring scoring;
    private final CaptionWriter writer;
    private final ControlImages controls = new ControlImages();

    /** In float32, whose scores those of other runs can be compared with. */
    public static ClipGpt2Captioner load(Path directory, DecodingOptions options, String device) {
        return load(directory, options, EngineSettings.on(device));
    }

    /**
     * Loads a bundle; float32 weights stay in a memory map of its files.
     *
     * @throws captionstream.worker.model.ModelFileException naming the file that is missing or wrong
     */
    public static ClipGpt2Captioner load(Path directory, DecodingOptions options, EngineSettings engine) {
        ModelBundle bundle = ModelBundle.open(directory);
        NDManager base = Torch.newManager(engine.device());
        try {
            return new ClipGpt2Captioner(bundle, options, engine, base);
        } catch (RuntimeException e) {
            base.close();
            throw e;
        }
    }

    private ClipGpt2Captioner(ModelBundle bundle, DecodingOptions options, EngineSettings engine, NDManager base) {
        this.bundle = bundle;
        this.options = options;
        precision = engine.precision();
        this.base = base;
        fingerprint = bundle.fingerprint();
        Clip clip = new Clip(bundle.clip(), Weights.load(bundle.clipWeights(), base, precision));
        Gpt2 gpt2 = new Gpt2(bundle.gpt2(), Weights.load(bundle.gpt2Weights(), base, precision));
        projection = new Projection(
                Weights.load(bundle.projectionWeights(), base),
                bundle.prefixLength(),
                bundle.gpt2().width(),
                bundle.clip().embeddingWidth());
        base.cap();
        images = new ImageEncoder(clip, bundle.imageSpec().size());
        clipTokenizer = Tokenizer.load(bundle.clipTokenizer(), bundle.clip().vocabSize());
        gpt2Tokenizer = Tokenizer.load(bundle.gpt2Tokenizer(), bundle.gpt2().vocabSize());
        TokenTexts tokenTexts = new TokenTexts(gpt2Tokenizer, bundle.gpt2().vocabSize());
        generation = new Generation(gpt2, tokenTexts::endsSentence, options, engine.maxRows());
        check = new TaskCheck(bundle, generation, gpt2Tokenizer);
        CaptionText texts = new CaptionText(
                clipTokenizer, bundle.clip(), bundle.clipTokenizer().toString());
        scoring = new CaptionScoring(clip, texts);
        writer = new CaptionWriter(gpt2Tokenizer, tokenTexts, bundle.gpt2().vocabSize());
    }

    @Override
    public List<CaptionOutcome> caption(List<CaptionTask> tasks) {
        CaptionOutcome[] outcomes = new CaptionOutcome[tasks.size()];
        List<PreparedTask> prepared = new ArrayList<>();
        for (int i = 0; i < outcomes.length; i++) {
            PreparedTask task = check.prepare(i, tasks.get(i));
            check.problem(task)
                    .ifPresentOrElse(rejected -> outcomes[task.index()] = rejected, () -> prepared.add(task));
        }
        if (!prepared.isEmpty()) {
            captionPrepared(prepared, outcomes);
        }
        return Arrays.asList(outcomes);
    }

    /**
     * Captions a grey picture, which finds out what loading does not, and leaves the engine warm.
     *
     * @throws ModelFileException where that gives no caption
     */
    public void tryOut() {
        int side = bundle.imageSpec().size();
        CaptionOutcome outcome = caption(List.of(new CaptionTask("", new float[3 * side * side], TRIAL_PROMPTS)))
                .get(0);
        controls.clear();
        if (outcome instanceof Rejected rejected) {
            throw new ModelFileException(bundle.directory().toString(), "makes no captions: " + rejected.message());
        }
    }

    private void captionPrepared(List<PreparedTask> tasks, CaptionOutcome[] outcomes) {
        try (NDManager manager = base.newSubManager()) {
            long started = System.nanoTime();
            NDArray embeddings =
                    images.embed(tasks.stream().map(PreparedTask::task).toList(), manager); // [B, E]
            List<ImageDraft> drafts = drafts(tasks, UnitVectors.of(embeddings), outcomes);
            long encoded = System.nanoTime();
            generation.decode(prefixes(embeddings), sequences(drafts));
            long generated = System.nanoTime();
            Iterator<EmbeddedText> texts = scoring.embed(texts(drafts), manager).iterator();
            BatchTimes times = BatchTimes.between(started, encoded, generated, System.nanoTime());

            List<ImageEmbedding> embedded =
                    drafts.stream().map(ImageDraft::image).toList();
            for (int i = 0; i < drafts.size(); i++) {
                ImageDraft draft = drafts.get(i);
                outcomes[draft.prepared().index()] = outcome(draft, controls.controlFor(i, embedded), texts, times);
            }
            controls.remember(embedded);
        }
    }

    private NDArray prefixes(NDArray embeddings) {
        return projection.apply(bundle.normalizeEmbedding() ? Clip.normalized(embeddings) : embeddings);
    }

    private List<ImageDraft> drafts(List<PreparedTask> tasks, List<double[]> units, CaptionOutcome[] outcomes) {
        List<ImageDraft> drafts = new ArrayList<>();
        for (int row = 0; row < tasks.size(); row++) {
            PreparedTask task = tasks.get(row);
            if (UnitVectors.isFinite(units.get(row))) {
                drafts.add(ImageDraft.begin(task, row, units.get(row), generation, bundle.prefixLength()));
            } else {
                outcomes[task.index()] = notANumber(task.task().imageId(), "the image embedding");
            }
        }
        return drafts;
    }

    private static List<Sequence> sequences(List<ImageDraft> drafts) {
        return drafts.stream().flatMap(draft -> draft.sequences().stream()).toList();
    }

    /** Of each image its captions, then its references. */
    private List<String> texts(List<ImageDraft> drafts) {
        return drafts.stream()
                .flatMap(draft -> Stream.concat(writer.texts(draft.sequences()).stream(), draft.references().stream()))
                .toList();
    }

    private CaptionOutcome outcome(
            ImageDraft draft, @Nullable ImageEmbedding control, Iterator<EmbeddedText> texts, BatchTimes times) {
        List<EmbeddedText> own = next(texts, draft.sequences().size());
        List<EmbeddedText> references = next(texts, draft.references().size());
        if (!draft.isFinite() || !own.stream().allMatch(EmbeddedText::isFinite)) {
            return notANumber(draft.imageId(), "a caption");
        }
        if (!references.stream().allMatch(EmbeddedText::isFinite)) {
            return notANumber(draft.imageId(), "a reference");
        }
        return new Captioned(
                draft.imageId(),
                writer.captions(draft, own, references, control),
                times.encodeMillis(),
                times.generateMillis(),
                times.scoreMillis());
    }

    private static List<EmbeddedText> next(Iterator<EmbeddedText> texts, int count) {
        return Stream.generate(texts::next).limit(count).toList();
    }

    private static Rejected notANumber(String imageId, String what) {
        return new Rejected(
                imageId, DeadLetterReason.MODEL_FAILED, "the model gave " + what + " with a value that is no number");
    }

    @Override
    public ImageSpec imageSpec() {
        return bundle.imageSpec();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public String decoding() {
        return precision == Precision.FLOAT32 ? options.describe() : options.describe() + ",dtype=" + precision;
    }

    @Override
    public void close() {
        clipTokenizer.close();
        gpt2Tokenizer.close();
        base.close();
    }
}
