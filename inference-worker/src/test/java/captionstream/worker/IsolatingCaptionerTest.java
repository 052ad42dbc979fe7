package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.schemas.DeadLetterReason;
import captionstream.worker.caption.CaptionOutcome;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.intake.LoadedRequest;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.intake.RequestBatch;
import captionstream.worker.observe.WorkerMetrics;
import captionstream.worker.publish.RequestOutcome;
import captionstream.worker.publish.RequestOutcome.Described;
import captionstream.worker.publish.RequestOutcome.GivenUp;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IsolatingCaptionerTest {
    private final FakeCaptioner model = new FakeCaptioner();
    private final WorkerMetrics metrics = new WorkerMetrics();
    private final IsolatingCaptioner captioner = new IsolatingCaptioner(model, 64, metrics);

    @Test
    void outcomesKeepTheOrderOfTheirRequestsWhetherTheyHaveAnImageOrNot() {
        List<RequestOutcome> outcomes = captioner.caption(batch("bad0", "a", "b", "bad3", "c"));

        assertThat(outcomes)
                .extracting(outcome -> new String(outcome.origin().value()))
                .containsExactly("bad0", "a", "b", "bad3", "c");
        assertThat(outcomes)
                .extracting(outcome -> outcome instanceof Described)
                .containsExactly(false, true, true, false, true);
    }

    @Test
    void theReferencesOfARequestReachTheCaptioner() {
        Loaded described = (Loaded) Requests.loaded(Requests.record(0, 0, "a"));
        described.request().setReferences(List.of("a cat"));
        LoadedRequest bare = Requests.loaded(Requests.record(0, 1, "b"));

        assertThat(captioner.caption(new RequestBatch(List.of(described, bare))))
                .extracting(outcome ->
                        ((Described) outcome).captioned().captions().get(0).refClipScore() != null)
                .containsExactly(true, false);
    }

    @Test
    void severalCulpritsAreFoundInOneBatch() {
        model.failingOn("a", "d");

        assertThat(captioner.caption(batch("a", "b", "c", "d", "e")))
                .extracting(outcome -> outcome instanceof GivenUp)
                .containsExactly(true, false, false, true, false);
    }

    @Test
    void captionsUnderTheWrongImageAreNotTaken() {
        Captioner reversing = new FakeCaptionerWrapper() {
            @Override
            public List<CaptionOutcome> caption(List<CaptionTask> tasks) {
                List<CaptionOutcome> outcomes = model.caption(tasks);
                return IntStream.range(0, outcomes.size())
                        .mapToObj(i -> outcomes.get(outcomes.size() - 1 - i))
                        .toList();
            }
        };

        List<RequestOutcome> outcomes = new IsolatingCaptioner(reversing, 64, metrics).caption(batch("a", "b"));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(
                        ((Described) outcome).captioned().imageId())
                .isEqualTo(new String(outcome.origin().value())));
    }

    @Test
    void aCaptionerThatForgetsAPromptHasFailedOnThatImage() {
        Captioner forgetful = new FakeCaptionerWrapper() {
            @Override
            public List<CaptionOutcome> caption(List<CaptionTask> tasks) {
                return tasks.stream()
                        .<CaptionOutcome>map(task -> new CaptionOutcome.Captioned(task.imageId(), List.of(), 0, 0, 0))
                        .toList();
            }
        };

        assertThat(new IsolatingCaptioner(forgetful, 64, metrics).caption(batch("a")))
                .singleElement()
                .isInstanceOfSatisfying(
                        GivenUp.class, it -> assertThat(it.reason()).isEqualTo(DeadLetterReason.MODEL_FAILED));
    }

    @Test
    void aModelThatFailsOnImageAfterImageIsBrokenAndTheImagesAreNotToBlame() {
        String[] images = IntStream.range(0, IsolatingCaptioner.PATIENCE)
                .mapToObj(i -> "image" + i)
                .toArray(String[]::new);
        model.failingOn(images);

        assertThatThrownBy(() -> captioner.caption(batch(images)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("24 images in a row");
    }

    @Test
    void oneSuccessInBetweenShowsThatTheModelWorks() {
        String[] images = IntStream.range(0, 2 * IsolatingCaptioner.PATIENCE - 2)
                .mapToObj(i -> "image" + i)
                .toArray(String[]::new);
        int middle = IsolatingCaptioner.PATIENCE - 1;
        model.failingOn(Stream.of(images)
                .filter(image -> !image.equals("image" + middle))
                .toArray(String[]::new));

        assertThat(captioner.caption(batch(images)))
                .filteredOn(Described.class::isInstance)
                .hasSize(1);
    }

    @Test
    void memoryThatRunsOutMakesBatchesSmallerUntilItHasSufficedForAWhile() {
        model.withMemoryFor(5);
        String[] sixteen = images(16);

        assertThat(captioner.caption(batch(sixteen))).allMatch(Described.class::isInstance);

        assertThat(sizes()).containsExactly(16, 8, 4, 4, 4, 4);
        assertThat(metrics.prometheusText())
                .contains("captionstream_worker_batch_limit 4.0")
                .contains("captionstream_worker_out_of_memory_total 2.0");
        model.withMemoryFor(64);
        model.calls.clear();
        for (int i = 0; i < 4 * BatchLimit.FIRST_CALM; i++) {
            captioner.caption(batch(sixteen));
        }
        assertThat(sizes()).startsWith(4, 4, 4, 4, 4).contains(5, 6).isSubsetOf(1, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void aBatchThatFailsForAnotherReasonLeavesTheSizeOfLaterOnesAlone() {
        model.failingOn("image3");

        captioner.caption(batch(images(16)));
        model.calls.clear();
        captioner.caption(batch("a", "b", "c"));

        assertThat(sizes()).containsExactly(3);
        assertThat(metrics.prometheusText()).contains("captionstream_worker_batch_limit 64.0");
    }

    @Test
    void anImageThatNeedsMoreMemoryThanThereIsIsGivenUpAlone() {
        model.withMemoryFor(0);

        assertThat(captioner.caption(batch("huge"))).singleElement().isInstanceOfSatisfying(GivenUp.class, it -> {
            assertThat(it.reason()).isEqualTo(DeadLetterReason.MODEL_FAILED);
            assertThat(it.message()).contains("out of memory").doesNotContain("frame #0");
        });
    }

    private List<Integer> sizes() {
        return model.calls.stream().map(List::size).toList();
    }

    private static String[] images(int count) {
        return IntStream.range(0, count).mapToObj(i -> "image" + i).toArray(String[]::new);
    }

    private static RequestBatch batch(String... imageIds) {
        return new RequestBatch(IntStream.range(0, imageIds.length)
                .mapToObj(i -> Requests.loaded(Requests.record(0, i, imageIds[i])))
                .toList());
    }

    private abstract static class FakeCaptionerWrapper implements Captioner {
        @Override
        public ImageSpec imageSpec() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String fingerprint() {
            return "sha256:wrapped";
        }

        @Override
        public String decoding() {
            return "fake";
        }

        @Override
        public void close() {}
    }
}
