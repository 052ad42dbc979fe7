package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.model.Precision;
import captionstream.worker.train.RandomBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfPrecisionCaptionsTest {
    private static final List<String> RAGGED_PROMPTS = List.of("", "An image of", "A much longer beginning of a text");
    private static final List<CaptionTask> TASKS = IntStream.range(0, 4)
            .mapToObj(i -> new CaptionTask("image" + i, pixels(i), RAGGED_PROMPTS))
            .toList();

    @TempDir
    static Path bundle;

    @BeforeAll
    static void bundle() {
        RandomBundle.write(bundle, RandomBundle.TINY, 11);
    }

    @Test
    void first_steps_are_as_uncertain_and_captions_that_agree_score_as_high_as_in_float32() {
        List<GeneratedCaption> half = captions(Precision.FLOAT16);
        List<GeneratedCaption> full = captions(Precision.FLOAT32);

        assertThat(half).hasSameSizeAs(full).hasSize(12);
        int agreeing = 0;
        for (int i = 0; i < half.size(); i++) {
            double entropy = half.get(i).tokens().get(0).entropy();
            assertThat(entropy).isCloseTo(full.get(i).tokens().get(0).entropy(), within(2e-3));
            if (half.get(i).text().equals(full.get(i).text())) {
                agreeing++;
                assertThat(half.get(i).clipScore()).isCloseTo(full.get(i).clipScore(), within(0.5));
            }
        }
        assertThat(agreeing).isGreaterThan(6);
    }

    @Test
    void every_record_says_that_its_scores_are_float16s() {
        try (Captioner captioner = captioner(Precision.FLOAT16)) {
            assertThat(captioner.decoding()).isEqualTo("greedy,max_new_tokens=30,dtype=float16");
        }
    }

    @Test
    void the_fingerprint_is_that_of_the_files_in_either_precision() {
        try (Captioner half = captioner(Precision.FLOAT16);
                Captioner full = captioner(Precision.FLOAT32)) {
            assertThat(half.fingerprint()).isEqualTo(full.fingerprint());
        }
    }

    private static List<GeneratedCaption> captions(Precision precision) {
        try (Captioner captioner = captioner(precision)) {
            return captioner.caption(TASKS).stream()
                    .flatMap(outcome -> ((Captioned) outcome).captions().stream())
                    .toList();
        }
    }

    private static Captioner captioner(Precision precision) {
        return ClipGpt2Captioner.load(
                bundle, DecodingOptions.GREEDY, EngineSettings.on("cpu").withPrecision(precision));
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
