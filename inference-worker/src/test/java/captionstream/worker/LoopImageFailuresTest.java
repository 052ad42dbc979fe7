package captionstream.worker;

import static captionstream.worker.Requests.partition;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.DeadLetter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopImageFailuresTest {
    @Test
    void aBadImageBecomesADeadLetterAndTheRestOfItsBatchCaptions() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "bad", "c");

        loop.oneBatch();

        assertThat(loop.publishedCaptions())
                .containsExactly("A picture of a", "This shows a", "A picture of c", "This shows c");
        assertThat(loop.publishedLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("corrupt_image");
            assertThat(letter.getOffset()).isEqualTo(1);
        });
    }

    @Test
    void whatTheLoopHasDoneCanBeReadFromItsMeters() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "bad", "missing");

        loop.oneBatch();

        assertThat(loop.metrics.prometheusText())
                .contains("captionstream_worker_images_total 1.0")
                .contains("captionstream_worker_tokens_total 2.0")
                .contains("captionstream_worker_dead_letters_total{reason=\"corrupt_image\"} 1.0")
                .contains("captionstream_worker_dead_letters_total{reason=\"image_not_found\"} 1.0")
                .contains("captionstream_worker_fetch_failures_total{reason=\"image_not_found\"} 1.0")
                .doesNotContain("captionstream_worker_fetch_failures_total{reason=\"corrupt_image\"}");
    }

    @Test
    void aBatchOfBadImagesAloneNeedsNoModel() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "bad1", "bad2");

        loop.oneBatch();

        assertThat(loop.captioner.calls).isEmpty();
        assertThat(loop.publishedLetters()).extracting(DeadLetter::getImageId).containsExactly("bad1", "bad2");
        assertThat(loop.cluster.committedOffsets()).containsEntry(partition(0), 2L);
    }

    @Test
    void aBatchThatTheModelFailsOnIsSplitUntilTheCulpritIsAlone() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.captioner.failingOn("c");
        loop.append(0, 0, "a", "b", "c", "d");

        loop.oneBatch();

        assertThat(loop.captioner.calls)
                .containsExactly(
                        List.of("a", "b", "c", "d"), List.of("a", "b"), List.of("c", "d"), List.of("c"), List.of("d"));
        assertThat(loop.publishedCaptions()).hasSize(6);
        assertThat(loop.publishedLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getImageId()).isEqualTo("c");
            assertThat(letter.getReason()).isEqualTo("model_failed");
            assertThat(letter.getStage()).isEqualTo("caption");
        });
    }
}
