package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Reference;
import captionstream.worker.model.Tokenizer;
import captionstream.worker.model.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * CLIP ViT-B/16 and GPT-2 124M, whole, with GPT-2's real vocabulary, against an implementation in PyTorch. Their random
 * weights, 1.1 GB in native memory, are drawn here as PyTorch was given them.
 */
class FullSizeParityIT {
    private static final CaptionerReference REFERENCE = CaptionerReference.of("full-size");

    private static NDManager manager;
    private static Clip clip;
    private static Gpt2 gpt2;
    private static Projection projection;
    private static Tokenizer clipTokenizer;
    private static Tokenizer gpt2Tokenizer;

    @BeforeAll
    static void load(@TempDir Path folder) {
        manager = Torch.newManager("cpu");
        clip = new Clip(REFERENCE.clip(), REFERENCE.files().seeded().weights("clip", manager));
        gpt2 = new Gpt2(REFERENCE.gpt2(), REFERENCE.files().seeded().weights("gpt2", manager));
        projection = new Projection(
                REFERENCE.files().seeded().weights("projection", manager),
                REFERENCE.prefixLength(),
                gpt2.config().width(),
                clip.config().embeddingWidth());
        REFERENCE.writeTokenizers(folder.resolve("clip.json"), folder.resolve("gpt2.json"));
        clipTokenizer =
                Tokenizer.load(folder.resolve("clip.json"), clip.config().vocabSize());
        gpt2Tokenizer =
                Tokenizer.load(folder.resolve("gpt2.json"), gpt2.config().vocabSize());
    }

    @AfterAll
    static void close() {
        gpt2Tokenizer.close();
        clipTokenizer.close();
        manager.close();
    }

    @Test
    void image_embeddings_and_prefixes_equal_those_of_pytorch() {
        try (NDManager inner = manager.newSubManager()) {
            NDArray embeddings = clip.imageEmbeddings(REFERENCE.files().input("pixels", inner));

            Reference.assertClose(embeddings, REFERENCE.files().expected("image_embeddings", inner));
            Reference.assertClose(
                    projection.apply(embeddings), REFERENCE.files().expected("prefixes", inner));
        }
    }

    @Test
    void logits_equal_those_of_pytorch() {
        try (NDManager inner = manager.newSubManager()) {
            long[] prompt = gpt2Tokenizer.encode(REFERENCE.prompts().get(0));
            NDArray prefix = prefixes(inner).get(new NDIndex("0:1")); // [1, k, D]
            NDArray inputs =
                    prefix.concat(gpt2.embed(inner.create(prompt, new Shape(1, prompt.length))), 1); // [1, T, D]
            NDArray columns = inner.create(Reference.ids(REFERENCE.settings().path("logit_columns")));

            NDArray logits = gpt2.logits(gpt2.hidden(inputs)).squeeze(0); // [T, V]

            Reference.assertClose(
                    logits.transpose().get(new NDIndex("{}", columns)).transpose(),
                    REFERENCE.files().expected("logits", inner));
        }
    }

    @Test
    void captions_decoded_together_equal_those_that_pytorch_decodes_one_by_one() {
        Set<Long> stops = LongStream.of(Reference.ids(REFERENCE.settings().path("stops")))
                .boxed()
                .collect(Collectors.toSet());
        Generation generation =
                new Generation(gpt2, stops::contains, REFERENCE.decoding(), EngineSettings.DEFAULT_MAX_ROWS);
        try (NDManager inner = manager.newSubManager()) {
            List<Sequence> sequences = sequences(generation);

            generation.decode(prefixes(inner), sequences);

            for (int i = 0; i < sequences.size(); i++) {
                ExpectedCaption expected = REFERENCE.captions().get(i);
                expected.assertSaidBy(sequences.get(i));
                assertThat(gpt2Tokenizer.decode(sequences.get(i).captionIds())).isEqualTo(expected.text());
            }
        }
    }

    @Test
    void text_embeddings_and_scores_equal_those_of_pytorch() {
        try (NDManager inner = manager.newSubManager()) {
            List<double[]> images =
                    UnitVectors.of(clip.imageEmbeddings(REFERENCE.files().input("pixels", inner)));
            CaptionText texts = new CaptionText(clipTokenizer, clip.config(), "clip.json");
            List<String> captions =
                    REFERENCE.captions().stream().map(ExpectedCaption::text).toList();

            List<EmbeddedText> embedded = new CaptionScoring(clip, texts).embed(captions, inner);

            List<double[]> expectedUnits = UnitVectors.of(REFERENCE.files().expected("text_embeddings", inner));
            for (int i = 0; i < captions.size(); i++) {
                ExpectedCaption expected = REFERENCE.captions().get(i);
                assertThat(texts.ids(captions.get(i))).isEqualTo(expected.textIds());
                assertThat(embedded.get(i).unit()).containsExactly(expectedUnits.get(i), within(1e-5));
                for (int image = 0; image < images.size(); image++) {
                    double score = new ImageEmbedding("image", images.get(image))
                            .score(embedded.get(i).unit());
                    expected.assertScore(score, image);
                }
            }
        }
    }

    /** Those of PyTorch, so that no test rests on another. */
    private static NDArray prefixes(NDManager inner) {
        return Torch.owned(REFERENCE.files().expected("prefixes", inner));
    }

    private static List<Sequence> sequences(Generation generation) {
        List<Sequence> sequences = new ArrayList<>();
        for (ExpectedCaption caption : REFERENCE.captions()) {
            long[] prompt = caption.prompt();
            int limit = generation.limit(REFERENCE.prefixLength(), prompt.length);
            sequences.add(new Sequence(caption.image(), "image" + caption.image(), prompt, limit));
        }
        return sequences;
    }
}
