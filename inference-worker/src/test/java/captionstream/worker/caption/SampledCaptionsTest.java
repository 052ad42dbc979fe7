package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.train.RandomBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampledCaptionsTest {
    private static final List<String> PROMPTS = List.of("An image of", "A detailed photo of", "This image shows");
    private static final List<CaptionTask> TASKS = IntStream.range(0, 6)
            .mapToObj(i -> new CaptionTask("image" + i, pixels(i), PROMPTS.subList(0, 1 + i % 3)))
            .toList();

    @TempDir
    static Path bundle;

    @BeforeAll
    static void write() {
        RandomBundle.write(bundle, RandomBundle.TINY, 11);
    }

    @Test
    void a_sampled_caption_does_not_depend_on_its_batch() {
        List<CaptionTask> shuffled = new ArrayList<>(TASKS);
        Collections.shuffle(shuffled, new Random(1));
        try (Captioner captioner = sampling(new Sampling(0.9, 200, 0.95, 7))) {
            List<List<String>> alone = TASKS.stream()
                    .map(task -> texts(captioner, List.of(task)).get(0))
                    .toList();

            List<List<String>> together = texts(captioner, shuffled);

            for (int i = 0; i < TASKS.size(); i++) {
                assertThat(together.get(i)).isEqualTo(alone.get(TASKS.indexOf(shuffled.get(i))));
            }
        }
    }

    @Test
    void the_same_seed_says_the_same_and_another_something_else() {
        assertThat(texts(7)).isEqualTo(texts(7)).isNotEqualTo(texts(8));
    }

    @Test
    void images_and_prompts_are_drawn_for_apart() {
        CaptionTask same = new CaptionTask("another id", TASKS.get(2).pixels(), PROMPTS);
        try (Captioner captioner = sampling(new Sampling(1, 0, 1, 7))) {
            List<String> one = texts(captioner, List.of(TASKS.get(2))).get(0);

            assertThat(texts(captioner, List.of(same)).get(0)).doesNotContainAnyElementsOf(one);
            assertThat(IntStream.range(0, 3)
                            .mapToObj(i -> one.get(i).substring(PROMPTS.get(i).length())))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void with_one_token_to_draw_from_it_is_greedy_down_to_the_entropies() {
        try (Captioner greedy = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu");
                Captioner sampling = sampling(new Sampling(0.3, 1, 0.5, 7))) {
            List<GeneratedToken> expected = tokens(greedy);
            List<GeneratedToken> actual = tokens(sampling);

            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.size(); i++) {
                assertThat(actual.get(i).id()).isEqualTo(expected.get(i).id());
                assertThat(actual.get(i).entropy()).isCloseTo(expected.get(i).entropy(), within(1e-5));
                assertThat(actual.get(i).logProb()).isCloseTo(expected.get(i).logProb(), within(1e-5));
            }
        }
    }

    private static Captioner sampling(Sampling sampling) {
        return ClipGpt2Captioner.load(bundle, new DecodingOptions(sampling, RepetitionPenalty.NONE, 30), "cpu");
    }

    private static List<List<String>> texts(long seed) {
        try (Captioner captioner = sampling(new Sampling(1, 0, 1, seed))) {
            return texts(captioner, TASKS);
        }
    }

    private static List<List<String>> texts(Captioner captioner, List<CaptionTask> tasks) {
        return captioner.caption(tasks).stream()
                .map(outcome -> ((Captioned) outcome)
                        .captions().stream().map(GeneratedCaption::text).toList())
                .toList();
    }

    private static List<GeneratedToken> tokens(Captioner captioner) {
        return captioner.caption(TASKS).stream()
                .flatMap(outcome -> ((Captioned) outcome).captions().stream())
                .flatMap(caption -> caption.tokens().stream())
                .toList();
    }

    private static float[] pixels(long seed) {
        Random random = new Random(seed);
        float[] pixels = new float[3 * 32 * 32];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextGaussian();
        }
        return pixels;
    }
}
