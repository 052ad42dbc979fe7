package captionstream.worker;

import static captionstream.worker.Requests.partition;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptionLoopTest {
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
}
