package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.schemas.DeadLetterReason;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.CaptionOutcome.Rejected;
import captionstream.worker.model.Clip;
import captionstream.worker.model.Tokenizer;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.RandomBundle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipGpt2CaptionerTest {
    private static final List<String> PROMPTS = List.of("An image of", "A detailed photo of", "This image shows");

    @TempDir
    static Path bundle;

    static Captioner captioner;

    @BeforeAll
    static void load() {
        RandomBundle.write(bundle, RandomBundle.TINY, 11);
        captioner = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu");
    }

    @AfterAll
    static void close() {
        captioner.close();
    }

    @Test
    void every_prompt_of_every_image_gets_its_caption_in_order() {
        List<CaptionOutcome> outcomes = captioner.caption(List.of(task("a", 1), task("b", 2)));

        assertThat(outcomes).extracting(CaptionOutcome::imageId).containsExactly("a", "b");
        for (CaptionOutcome outcome : outcomes) {
            List<GeneratedCaption> captions = ((Captioned) outcome).captions();
            assertThat(captions).extracting(GeneratedCaption::prompt).isEqualTo(PROMPTS);
            assertThat(captions).allSatisfy(caption -> {
                assertThat(caption.text()).startsWith(caption.prompt());
                assertThat(caption.generatedTokens()).isBetween(1, 30);
                assertThat(caption.uncertainty().confidence()).isBetween(0.0, 1.0);
                assertThat(caption.grounding()).isEqualTo(caption.clipScore() - caption.controlScore());
            });
        }
    }

    @Test
    void a_caption_does_not_depend_on_what_else_is_in_its_batch() {
        List<CaptionTask> tasks = IntStream.range(0, 7)
                .mapToObj(i -> new CaptionTask("image" + i, pixels(i), PROMPTS.subList(0, 1 + i % 3)))
                .toList();

        List<CaptionOutcome> together = captioner.caption(tasks);

        for (int i = 0; i < tasks.size(); i++) {
            Captioned alone =
                    (Captioned) captioner.caption(List.of(tasks.get(i))).get(0);
            assertSameCaptions((Captioned) together.get(i), alone);
        }
    }

    @Test
    void clip_and_control_score_are_the_cosines_of_the_models_own_embeddings() {
        Captioned outcome = (Captioned)
                captioner.caption(List.of(task("a", 1), task("b", 2))).get(0);
        GeneratedCaption caption = outcome.captions().get(0);
        ModelBundle files = ModelBundle.open(bundle);
        try (NDManager manager = Torch.newManager("cpu");
                Tokenizer tokenizer = Tokenizer.load(files.clipTokenizer(), 640)) {
            Clip clip = new Clip(files.clip(), Weights.load(files.clipWeights(), manager));
            long[] ids = tokenizer.encodeWithSpecialTokens(caption.text());
            long[] cut = ids.length > 24
                    ? IntStream.range(0, 24)
                            .mapToLong(i -> i < 23 ? ids[i] : 639)
                            .toArray()
                    : ids;
            NDArray text = Clip.normalized(clip.textEmbeddings(manager.create(cut, new Shape(1, cut.length))));
            NDArray image = Clip.normalized(clip.imageEmbeddings(manager.create(pixels(1), new Shape(1, 3, 32, 32))));
            NDArray other = Clip.normalized(clip.imageEmbeddings(manager.create(pixels(2), new Shape(1, 3, 32, 32))));

            assertThat(caption.clipScore())
                    .isCloseTo(100 * image.mul(text).sum().getFloat(), within(1e-3));
            assertThat(caption.controlScore())
                    .isCloseTo(100 * other.mul(text).sum().getFloat(), within(1e-3));
            assertThat(caption.controlImageId()).isEqualTo("b");
        }
    }

    @Test
    void the_score_against_references_is_that_of_the_models_own_embeddings() {
        List<String> references = List.of("a cat", "two dogs on a couch", "x ".repeat(500));
        Captioned outcome = (Captioned) captioner
                .caption(List.of(task("b", 2), new CaptionTask("a", null, pixels(1), PROMPTS, references)))
                .get(1);
        GeneratedCaption caption = outcome.captions().get(0);
        ModelBundle files = ModelBundle.open(bundle);
        try (NDManager manager = Torch.newManager("cpu");
                Tokenizer tokenizer = Tokenizer.load(files.clipTokenizer(), 640)) {
            Clip clip = new Clip(files.clip(), Weights.load(files.clipWeights(), manager));
            CaptionText ids = new CaptionText(tokenizer, files.clip(), "tokenizer.json");
            NDArray text = embedding(clip, ids.ids(caption.text()), manager);
            double nearest = references.stream()
                    .mapToDouble(reference -> embedding(clip, ids.ids(reference), manager)
                            .mul(text)
                            .sum()
                            .getFloat())
                    .max()
                    .orElseThrow();
            double clipScore = 2.5 * Math.max(0, caption.clipScore() / 100);

            assertThat(nearest).isPositive();
            assertThat(caption.refClipScore())
                    .isCloseTo(100 * 2 * clipScore * nearest / (clipScore + nearest), within(1e-3));
        }
    }

    private static NDArray embedding(Clip clip, long[] ids, NDManager manager) {
        return Clip.normalized(clip.textEmbeddings(manager.create(ids, new Shape(1, ids.length))));
    }

    @Test
    void references_change_nothing_but_their_own_score() {
        Captioned bare = (Captioned) captioner.caption(List.of(task("a", 1))).get(0);
        CaptionTask described = new CaptionTask("a", null, pixels(1), PROMPTS, List.of("a cat", "\ud800", "猫"));

        List<CaptionOutcome> outcomes = captioner.caption(List.of(described, task("b", 2)));

        assertSameCaptions((Captioned) outcomes.get(0), bare);
        assertThat(bare.captions()).allMatch(caption -> caption.refClipScore() == null);
        assertThat(((Captioned) outcomes.get(0)).captions()).allMatch(caption -> caption.refClipScore() != null);
        assertThat(((Captioned) outcomes.get(1)).captions()).allMatch(caption -> caption.refClipScore() == null);
    }

    @Test
    void tasks_that_cannot_be_captioned_are_rejected_alone() {
        float[] notANumber = pixels(3);
        notANumber[17] = Float.NaN;
        float[] tooLarge = pixels(4);
        Arrays.fill(tooLarge, 3e38f);
        Captioned alone =
                (Captioned) captioner.caption(List.of(task("good", 1))).get(0);

        List<CaptionOutcome> outcomes = captioner.caption(List.of(
                new CaptionTask("nan", notANumber, PROMPTS),
                new CaptionTask("short", new float[3], PROMPTS),
                task("good", 1),
                new CaptionTask("overflowing", tooLarge, PROMPTS),
                new CaptionTask("no prompt", pixels(5), List.of()),
                new CaptionTask("wordy", pixels(6), List.of("An image of", "x ".repeat(5_000)))));

        assertThat(outcomes.get(0))
                .isEqualTo(new Rejected("nan", DeadLetterReason.MODEL_FAILED, "a pixel value is not a number"));
        assertThat(reason(outcomes.get(1))).isEqualTo(DeadLetterReason.MODEL_FAILED);
        assertSameCaptions((Captioned) outcomes.get(2), alone);
        assertThat(reason(outcomes.get(3))).isEqualTo(DeadLetterReason.MODEL_FAILED);
        assertThat(reason(outcomes.get(4))).isEqualTo(DeadLetterReason.INVALID_PROMPTS);
        assertThat(reason(outcomes.get(5))).isEqualTo(DeadLetterReason.PROMPT_TOO_LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\ud800", "🐈‍⬛", "猫", "\u0000", "<|endoftext|>", "<|startoftext|>", ".", "a.\n"})
    void odd_prompts_are_captioned_like_any_other(String prompt) {
        CaptionOutcome outcome = captioner
                .caption(List.of(new CaptionTask("odd", pixels(1), List.of(prompt))))
                .get(0);

        assertThat(outcome).isInstanceOf(Captioned.class);
    }

    @Test
    void the_first_image_ever_has_no_control_and_the_next_is_held_against_it() {
        try (Captioner fresh = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu")) {
            Captioned first = (Captioned) fresh.caption(List.of(task("a", 1))).get(0);
            Captioned second = (Captioned) fresh.caption(List.of(task("b", 2))).get(0);

            assertThat(first.captions()).allMatch(c -> c.controlScore() == null && c.grounding() == null);
            assertThat(second.captions()).allMatch(c -> "a".equals(c.controlImageId()) && c.controlScore() != null);
        }
    }

    @Test
    void the_prompts_length_and_the_steps_taken_stay_within_the_context() {
        String prompt = "z".repeat(40); // 40 letters of one token each, of 64 positions, one of them the prefix's

        Captioned outcome = (Captioned) captioner
                .caption(List.of(new CaptionTask("a", pixels(1), List.of(prompt))))
                .get(0);

        assertThat(outcome.captions().get(0).generatedTokens()).isLessThanOrEqualTo(24);
    }

    @Test
    void no_tasks_give_no_outcomes() {
        assertThat(captioner.caption(List.of())).isEmpty();
    }

    @Test
    void it_says_what_it_is() {
        assertThat(captioner.decoding()).isEqualTo("greedy,max_new_tokens=30");
        assertThat(captioner.fingerprint()).matches("sha256:[0-9a-f]{64}");
        assertThat(captioner.imageSpec().size()).isEqualTo(32);
    }

    private static CaptionTask task(String id, long seed) {
        return new CaptionTask(id, pixels(seed), PROMPTS);
    }

    private static float[] pixels(long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[3 * 32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return pixels;
    }

    private static DeadLetterReason reason(CaptionOutcome outcome) {
        return ((Rejected) outcome).reason();
    }

    private static void assertSameCaptions(Captioned actual, Captioned expected) {
        assertThat(actual.captions()).hasSameSizeAs(expected.captions());
        for (int i = 0; i < actual.captions().size(); i++) {
            GeneratedCaption one = actual.captions().get(i);
            GeneratedCaption other = expected.captions().get(i);
            assertThat(one.text()).isEqualTo(other.text());
            assertThat(one.finishReason()).isEqualTo(other.finishReason());
            assertThat(one.clipScore()).isCloseTo(other.clipScore(), within(1e-4));
            assertThat(one.uncertainty().meanTokenEntropy())
                    .isCloseTo(other.uncertainty().meanTokenEntropy(), within(1e-5));
            assertThat(one.lexicalEntropy()).isEqualTo(other.lexicalEntropy());
        }
    }
}
