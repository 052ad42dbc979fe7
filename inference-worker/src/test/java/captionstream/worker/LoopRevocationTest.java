package captionstream.worker;

import static captionstream.worker.Requests.partition;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopRevocationTest {
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
}
