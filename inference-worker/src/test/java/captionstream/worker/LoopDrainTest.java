package captionstream.worker;

import static captionstream.worker.Requests.partition;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopDrainTest {
    private static final Duration LONG = Duration.ofSeconds(30);

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
        loop.cluster.latestProducer().fenceProducer();
        loop.captionWithoutBeingAsked();

        loop.loop().drain(LONG);
        loop.loop().run();

        assertThat(loop.cluster.committedOffsets()).isEmpty();
        assertThat(loop.cluster.consumer.closed()).isTrue();
    }
}
