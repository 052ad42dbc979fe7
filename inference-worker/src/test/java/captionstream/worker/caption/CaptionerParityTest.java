package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.caption.CaptionOutcome.Captioned;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From pixels to scores against an implementation in PyTorch that does one image and one prompt at a time: three prefix
 * positions, a normalised embedding, prompts of different lengths, captions that end in every way and at every step.
 */
class CaptionerParityTest {
    private static final CaptionerReference REFERENCE = CaptionerReference.of("captioner");
    private static final List<CaptionTask> TASKS = REFERENCE.tasks();

    private static Captioner captioner;

    @BeforeAll
    static void load(@TempDir Path bundle) {
        REFERENCE.writeBundle(bundle);
        captioner = ClipGpt2Captioner.load(bundle, REFERENCE.decoding(), "cpu");
    }

    @AfterAll
    static void close() {
        captioner.close();
    }

    @Test
    void the_reference_has_captions_that_end_in_every_way() {
        assertThat(REFERENCE.captions())
                .extracting(caption -> caption.json().path("finish_reason").textValue())
                .contains("sentence", "end_of_text", "length");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void captions_and_scores_equal_those_of_pytorch_in_batches_of_any_size(int size) {
        CaptionerReference.batches(TASKS, size).forEach(CaptionerParityTest::assertParity);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void captions_and_scores_equal_those_of_pytorch_in_any_company(int seed) {
        List<CaptionTask> shuffled = new ArrayList<>(TASKS);
        Collections.shuffle(shuffled, new Random(seed));

        assertParity(shuffled.subList(0, 3 + seed));
    }

    private static void assertParity(List<CaptionTask> tasks) {
        List<CaptionOutcome> outcomes = captioner.caption(tasks);

        assertThat(outcomes).hasSameSizeAs(tasks);
        for (int i = 0; i < tasks.size(); i++) {
            assertThat(outcomes.get(i).imageId()).isEqualTo(tasks.get(i).imageId());
            int image = Integer.parseInt(tasks.get(i).imageId());
            assertParity(((Captioned) outcomes.get(i)).captions(), REFERENCE.captionsOf(image));
        }
    }

    private static void assertParity(List<GeneratedCaption> captions, List<ExpectedCaption> expected) {
        assertThat(captions).hasSameSizeAs(expected);
        for (int prompt = 0; prompt < captions.size(); prompt++) {
            GeneratedCaption caption = captions.get(prompt);
            expected.get(prompt).assertIs(caption);
            if (caption.controlImageId() != null) {
                expected.get(prompt).assertScore(caption.controlScore(), Integer.parseInt(caption.controlImageId()));
            }
        }
    }
}
