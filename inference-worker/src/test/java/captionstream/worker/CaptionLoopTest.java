package captionstream.worker;

import static captionstream.worker.Requests.partition;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.DeadLetter;
import captionstream.worker.publish.KafkaFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class CaptionLoopTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aFullBatchIsCaptionedAtOnce() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d", "e");

        loop.turn();
        loop.letModelWork();
        loop.turn();

        assertThat(loop.captioner.calls).containsExactly(List.of("a", "b", "c", "d"));
        assertThat(loop.publishedCaptions())
                .containsExactly(
                        "A picture of a",
                        "This shows a",
                        "A picture of b",
                        "This shows b",
                        "A picture of c",
                        "This shows c",
                        "A picture of d",
                        "This shows d");
    }

    @Test
    void aPartialBatchIsCaptionedAtOnceWhereNothingElseIsLoading() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b");

        loop.turn();
        loop.letModelWork();

        assertThat(loop.captioner.calls).containsExactly(List.of("a", "b"));
    }

    @Test
    void aPartialBatchWaitsForImagesThatAreLoadingButNoLongerThanItsOldestRequestMay() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.holdLoading();
        loop.append(0, 0, "a", "b");
        loop.turn();
        loop.loadOne();
        loop.pass(LoopFixture.MAX_WAIT.minusNanos(1));
        loop.turn();
        assertThat(loop.modelHasWork()).isFalse();

        loop.pass(Duration.ofNanos(1));
        loop.turn();

        assertThat(loop.modelHasWork()).isTrue();
    }

    @Test
    void requestsArrivingWhileTheModelWorksFormTheNextBatch() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        loop.append(0, 4, "e", "f", "g", "h");
        loop.turn();
        loop.letModelWork();

        loop.turn();
        loop.letModelWork();
        loop.turn();

        assertThat(loop.captioner.calls).containsExactly(List.of("a", "b", "c", "d"), List.of("e", "f", "g", "h"));
    }

    @Test
    void pollingPausesAtTheRunAheadLimitAndResumesBelowIt() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p");
        loop.turn();
        loop.turn();
        assertThat(loop.cluster.consumer.paused()).containsExactly(partition(0));

        loop.letModelWork();
        loop.turn();
        loop.turn();
        loop.letModelWork();
        loop.turn();
        loop.turn();

        assertThat(loop.cluster.consumer.paused()).isEmpty();
    }

    @Test
    void theOffsetsCommittedFollowTheRecordsOfTheBatchAndNotTheConsumersPosition() {
        LoopFixture loop = LoopFixture.owning(0, 1);
        loop.append(0, 0, "a", "b");
        loop.append(1, 0, "c", "d");
        loop.append(1, 9, "e", "f");

        loop.turn();
        loop.letModelWork();
        loop.turn();

        assertThat(loop.cluster.consumer.position(partition(1))).isEqualTo(11);
        assertThat(loop.cluster.committedOffsets()).isEqualTo(Map.of(partition(0), 2L, partition(1), 2L));
    }

    @Test
    void aSlowImageHoldsBackItsOwnPartitionOnly() {
        LoopFixture loop = LoopFixture.owning(0, 1);
        loop.holdLoading();
        loop.append(0, 0, "slow", "behind");
        loop.turn();
        loop.append(1, 0, "other");
        loop.turn();
        Runnable slow = loop.takeLoading();
        loop.loadOne();
        loop.loadOne();
        loop.pass(LoopFixture.MAX_WAIT);

        loop.turn();
        loop.letModelWork();
        loop.turn();
        assertThat(loop.cluster.committedOffsets()).isEqualTo(Map.of(partition(1), 1L));

        slow.run();
        loop.turn();
        loop.letModelWork();
        loop.turn();
        assertThat(loop.captioner.calls).containsExactly(List.of("other"), List.of("slow", "behind"));
        assertThat(loop.cluster.committedOffsets()).isEqualTo(Map.of(partition(0), 2L, partition(1), 1L));
    }

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

    @Test
    void anAbortedBatchIsPolledAgainAndShowsNothingTwice() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d", "e", "f");
        loop.turn();
        loop.letModelWork();
        loop.turn();
        producer(loop).commitTransactionException = new KafkaException("the coordinator moved");
        loop.oneBatch();
        producer(loop).commitTransactionException = null;
        assertThat(loop.publishedCaptions()).hasSize(8);

        loop.pass(Duration.ofMillis(100));
        loop.turn();
        loop.oneBatch();

        assertThat(loop.publishedCaptions())
                .hasSize(12)
                .doesNotHaveDuplicates()
                .endsWith("A picture of e", "This shows e", "A picture of f", "This shows f");
        assertThat(loop.cluster.transactions())
                .extracting(offsets -> offsets.get(partition(0)).offset())
                .containsExactly(4L, 6L);
        assertThat(loop.loop().failure()).isEmpty();
    }

    @Test
    void aMemberThatWasReplacedDropsItsBatchAndStartsOver() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a");
        producer(loop).sendOffsetsToTransactionException = new CommitFailedException("generation");

        loop.oneBatch();

        assertThat(loop.publishedCaptions()).isEmpty();
        assertThat(loop.cluster.committedOffsets()).isEmpty();
        assertThat(loop.loop().failure()).isEmpty();
    }

    @Test
    void whenNobodyKnowsWhetherACommitCameThroughTheNextProducerSettlesIt() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a");
        producer(loop).commitTransactionException = new TimeoutException("no answer");
        producer(loop).abortTransactionException = new IllegalStateException("commit must be retried");
        loop.oneBatch();

        loop.pass(Duration.ofMillis(100));
        loop.turn();
        loop.oneBatch();

        assertThat(loop.cluster.producers).hasSize(2);
        assertThat(loop.cluster.producers.get(0).closed()).isTrue();
        assertThat(loop.publishedCaptions()).containsExactly("A picture of a", "This shows a");
    }

    @Test
    void aFailureDuringPollKeepsNothingOfWhatWasHeld() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.holdLoading();
        loop.append(0, 0, "a", "b");
        loop.turn();
        loop.loadOne();
        loop.cluster.consumer.setPollException(new KafkaException("lost the connection"));
        loop.turn();

        loop.takeLoading(); // b's, cancelled
        loop.pass(Duration.ofMillis(100));
        loop.turn();
        loop.turn();
        loop.loadOne();
        loop.loadOne();
        loop.oneBatch();

        assertThat(loop.captioner.calls).containsExactly(List.of("a", "b"));
        assertThat(loop.publishedCaptions()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void itWaitsLongerAfterEveryFailureInARow() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a");
        producer(loop).commitTransactionException = new KafkaException("down");
        loop.oneBatch();
        loop.pass(Duration.ofMillis(100));
        loop.turn();
        loop.oneBatch();

        loop.pass(Duration.ofMillis(199));
        loop.turn();
        loop.turn();
        assertThat(loop.cluster.consumer.paused()).containsExactly(partition(0));

        loop.pass(Duration.ofMillis(1));
        loop.turn();
        loop.turn();
        assertThat(loop.cluster.consumer.paused()).isEmpty();
    }

    @Test
    void aFencedWorkerStops() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a");
        producer(loop).fenceProducer();

        loop.oneBatch();

        assertThat(loop.loop().failure()).containsInstanceOf(KafkaFailure.Fenced.class);
        assertThat(loop.publishedCaptions()).isEmpty();
    }

    @Test
    void aWorkerFencedWhileItAbortsStopsToo() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a");
        producer(loop).commitTransactionException = new KafkaException("gone");
        producer(loop).abortTransactionException = new ProducerFencedException("replaced");
        loop.oneBatch();

        loop.pass(Duration.ofMillis(100));
        loop.turn();

        assertThat(loop.loop().failure()).containsInstanceOf(KafkaFailure.Fenced.class);
    }

    @Test
    void aWorkerThatIsNotLetInStops() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.cluster.consumer.setPollException(new AuthenticationException("wrong password"));

        loop.loop().run();

        assertThat(loop.loop().failure()).containsInstanceOf(KafkaFailure.Fatal.class);
        assertThat(loop.cluster.consumer.closed()).isTrue();
        assertThat(producer(loop).closed()).isTrue();
    }

    @Test
    void whatIsHeldOfARevokedPartitionIsForgotten() {
        LoopFixture loop = LoopFixture.owning(0, 1);
        loop.append(0, 0, "a", "b");
        loop.append(1, 0, "c", "d");
        loop.turn();
        loop.letModelWork();

        loop.cluster.assign(0);
        loop.turn();

        assertThat(loop.publishedCaptions())
                .containsExactly("A picture of a", "This shows a", "A picture of b", "This shows b");
        assertThat(loop.cluster.committedOffsets()).isEqualTo(Map.of(partition(0), 2L));
    }

    @Test
    void requestsOfARevokedPartitionThatWaitForTheirBatchAreForgottenToo() {
        LoopFixture loop = LoopFixture.owning(0, 1);
        loop.holdLoading();
        loop.append(0, 0, "a");
        loop.append(1, 0, "b");
        loop.turn();
        Runnable slow = loop.takeLoading();
        loop.loadOne();

        loop.cluster.assign(0);
        slow.run();
        loop.oneBatch();

        assertThat(loop.captioner.calls).containsExactly(List.of("a"));
    }

    @Test
    void theBatchAtWorkWhileAnotherIsAbortedIsDroppedToo() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        loop.append(0, 4, "e", "f", "g", "h");
        loop.turn();
        loop.letModelWork();
        producer(loop).commitTransactionException = new KafkaException("the coordinator moved");
        loop.turn();
        producer(loop).commitTransactionException = null;
        loop.captionWithoutBeingAsked();

        loop.pass(Duration.ofMillis(100));
        for (int i = 0; i < 5; i++) {
            loop.turn();
        }

        assertThat(loop.publishedCaptions()).hasSize(16).doesNotHaveDuplicates();
        assertThat(loop.cluster.transactions())
                .extracting(offsets -> offsets.get(partition(0)).offset())
                .containsExactly(4L, 8L);
    }

    @Test
    void severalDevicesWorkAtOnceAndOffsetsAreCommittedInOrder() {
        List<FakeCaptioner> devices = List.of(new FakeCaptioner(), new FakeCaptioner());
        LoopFixture loop = LoopFixture.owning(devices, 0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.append(0, 4, "e", "f", "g", "h");
        loop.turn();
        loop.turn();
        Runnable slow = loop.takeModelWork();
        loop.letModelWork();
        loop.turn();
        assertThat(devices.get(1).calls).containsExactly(List.of("e", "f", "g", "h"));
        assertThat(loop.cluster.committedOffsets()).isEmpty();

        slow.run();
        loop.turn();
        loop.turn();

        assertThat(devices.get(0).calls).containsExactly(List.of("a", "b", "c", "d"));
        assertThat(loop.cluster.transactions())
                .extracting(offsets -> offsets.get(partition(0)).offset())
                .containsExactly(4L, 8L);
    }

    @Test
    void aDeviceThatIsFreeTakesWorkWhileAnEarlierBatchIsStillOut() {
        List<FakeCaptioner> devices = List.of(new FakeCaptioner(), new FakeCaptioner());
        LoopFixture loop = LoopFixture.owning(devices, 0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.append(0, 4, "e", "f", "g", "h");
        loop.append(0, 8, "i", "j", "k", "l");
        loop.turn();
        loop.turn();
        Runnable slow = loop.takeModelWork();
        loop.letModelWork();
        loop.turn();
        loop.letModelWork();
        assertThat(devices.get(1).calls).hasSize(2);

        slow.run();
        for (int i = 0; i < 3; i++) {
            loop.turn();
        }

        assertThat(loop.publishedCaptions()).hasSize(24).doesNotHaveDuplicates();
        assertThat(loop.cluster.committedOffsets()).containsEntry(partition(0), 12L);
    }

    @Test
    void anotherModelTakesOverBetweenBatchesAndEachCaptionNamesItsOwn() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        loop.append(0, 4, "e", "f", "g", "h");
        FakeCaptioner second = new FakeCaptioner("sha256:second", 8);
        loop.nextModel(second);
        loop.turn();
        assertThat(loop.captioner.isClosed()).isFalse();

        loop.captionWithoutBeingAsked();
        loop.turn();
        loop.turn();

        assertThat(loop.captioner.calls).containsExactly(List.of("a", "b", "c", "d"));
        assertThat(second.calls).containsExactly(List.of("e", "f", "g", "h"));
        assertThat(loop.publishedModels())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.generate(() -> FakeCaptioner.FINGERPRINT).limit(8),
                                Stream.generate(() -> "sha256:second").limit(8))
                        .toList());
        assertThat(loop.captioner.isClosed()).isTrue();
        assertThat(loop.preparedFor).isEmpty();
        assertThat(loop.metrics.prometheusText())
                .contains("captionstream_worker_models_replaced_total 1.0")
                .contains("captionstream_worker_model_images_total{model=\"sha256:second\"} 4.0");
    }

    @Test
    void aModelReplacedWhileItStillWorksOnWhatNobodyWantsIsClosedOnlyAfterwards() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        loop.cluster.consumer.setPollException(new KafkaException("lost the connection"));
        loop.turn();
        loop.nextModel(new FakeCaptioner("sha256:second", 8));
        loop.pass(Duration.ofMillis(100));
        loop.turn();
        loop.turn();
        assertThat(loop.captioner.isClosed()).isFalse();

        loop.captionWithoutBeingAsked();
        loop.turn();

        assertThat(loop.captioner.isClosed()).isTrue();
        assertThat(loop.publishedModels()).hasSize(8).containsOnly("sha256:second");
    }

    @Test
    void whatWasPreparedForAModelOfOtherImagesIsLoadedAgainForTheNewOne() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.captionWithoutBeingAsked();
        loop.append(0, 0, "a", "b");
        FakeCaptioner second = new FakeCaptioner("sha256:second", 16);
        loop.nextModel(second);

        loop.turn(); // polls and prepares for the first model, then takes the second
        loop.turn();
        loop.turn();
        loop.pass(LoopFixture.MAX_WAIT);
        loop.turn();
        loop.turn();

        assertThat(loop.preparedFor).containsExactly(second.imageSpec());
        assertThat(loop.captioner.calls).isEmpty();
        assertThat(second.calls).containsExactly(List.of("a", "b"));
        assertThat(loop.publishedCaptions()).hasSize(4).doesNotHaveDuplicates();
        assertThat(loop.metrics.prometheusText()).contains("captionstream_worker_start_overs_total 0.0");
    }

    @Test
    void drainingPublishesTheBatchAtWorkAndOneMoreAndPollsNothingNew() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        loop.append(0, 4, "e");
        loop.turn();
        loop.append(0, 5, "late");
        loop.captionWithoutBeingAsked();

        loop.loop().drain(LONG);
        loop.loop().run();

        assertThat(loop.captioner.calls).containsExactly(List.of("a", "b", "c", "d"), List.of("e"));
        assertThat(loop.publishedCaptions()).hasSize(10);
        assertThat(loop.cluster.committedOffsets()).containsEntry(partition(0), 5L);
        assertThat(loop.loop().failure()).isEmpty();
    }

    @Test
    void drainingEndsAtItsLimitWithoutPublishingWhatTheModelHasNotFinished() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        assertThat(loop.modelHasWork()).isTrue();

        loop.loop().drain(Duration.ZERO);
        loop.loop().run();

        assertThat(loop.cluster.committedOffsets()).isEmpty();
        assertThat(loop.cluster.consumer.closed()).isTrue();
    }

    @Test
    void drainingEndsAtOnceWhereKafkaWillNotLetItFinish() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        producer(loop).fenceProducer();
        loop.captionWithoutBeingAsked();

        loop.loop().drain(LONG);
        loop.loop().run();

        assertThat(loop.cluster.committedOffsets()).isEmpty();
        assertThat(loop.cluster.consumer.closed()).isTrue();
    }

    private static MockProducer<byte[], byte[]> producer(LoopFixture loop) {
        return loop.cluster.producers.get(loop.cluster.producers.size() - 1);
    }
}
