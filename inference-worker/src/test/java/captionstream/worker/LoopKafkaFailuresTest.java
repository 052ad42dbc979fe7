package captionstream.worker;

import static captionstream.worker.Requests.partition;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.publish.KafkaFailure;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LoopKafkaFailuresTest {
    @Test
    void anAbortedBatchIsPolledAgainAndShowsNothingTwice() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d", "e", "f");
        loop.turn();
        loop.letModelWork();
        loop.turn();
        loop.cluster.latestProducer().commitTransactionException = new KafkaException("the coordinator moved");
        loop.oneBatch();
        loop.cluster.latestProducer().commitTransactionException = null;
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
        loop.cluster.latestProducer().sendOffsetsToTransactionException = new CommitFailedException("generation");

        loop.oneBatch();

        assertThat(loop.publishedCaptions()).isEmpty();
        assertThat(loop.cluster.committedOffsets()).isEmpty();
        assertThat(loop.loop().failure()).isEmpty();
    }

    @Test
    void whenNobodyKnowsWhetherACommitCameThroughTheNextProducerSettlesIt() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a");
        loop.cluster.latestProducer().commitTransactionException = new TimeoutException("no answer");
        loop.cluster.latestProducer().abortTransactionException = new IllegalStateException("commit must be retried");
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
        loop.cluster.latestProducer().commitTransactionException = new KafkaException("down");
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
        loop.cluster.latestProducer().fenceProducer();

        loop.oneBatch();

        assertThat(loop.loop().failure()).containsInstanceOf(KafkaFailure.Fenced.class);
        assertThat(loop.publishedCaptions()).isEmpty();
    }

    @Test
    void aWorkerFencedWhileItAbortsStopsToo() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a");
        loop.cluster.latestProducer().commitTransactionException = new KafkaException("gone");
        loop.cluster.latestProducer().abortTransactionException = new ProducerFencedException("replaced");
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
        assertThat(loop.cluster.latestProducer().closed()).isTrue();
    }

    @Test
    void theBatchAtWorkWhileAnotherIsAbortedIsDroppedToo() {
        LoopFixture loop = LoopFixture.owning(0);
        loop.append(0, 0, "a", "b", "c", "d");
        loop.turn();
        loop.append(0, 4, "e", "f", "g", "h");
        loop.turn();
        loop.letModelWork();
        loop.cluster.latestProducer().commitTransactionException = new KafkaException("the coordinator moved");
        loop.turn();
        loop.cluster.latestProducer().commitTransactionException = null;
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
}
