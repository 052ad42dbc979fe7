package captionstream.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class LoopModelSwapTest {
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
}
