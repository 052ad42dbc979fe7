package captionstream.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkerMetricsTest {
    private final WorkerMetrics metrics = new WorkerMetrics();

    @Test
    void everyUntaggedMeterIsShownBeforeItsFirstEvent() {
        assertThat(metrics.prometheusText())
                .contains("captionstream_worker_images_total 0.0")
                .contains("captionstream_worker_captions_total 0.0")
                .contains("captionstream_worker_waiting 0.0")
                .contains("# HELP captionstream_worker_captions_total Captions published.");
    }

    @Test
    void whatHappensIsCountedTimedAndSet() {
        metrics.count(Meter.CAPTIONS, 5);
        metrics.count(Meter.DEAD_LETTERS, "corrupt_image");
        metrics.time(Meter.STAGE, "decode", Duration.ofMillis(250));
        metrics.observe(Meter.BATCH_IMAGES, 8);
        metrics.set(Meter.WAITING, 3);

        assertThat(metrics.prometheusText())
                .contains("captionstream_worker_captions_total 5.0")
                .contains("captionstream_worker_dead_letters_total{reason=\"corrupt_image\"} 1.0")
                .contains("captionstream_worker_stage_seconds_sum{stage=\"decode\"} 0.25")
                .contains("captionstream_worker_batch_images_sum 8.0")
                .contains("captionstream_worker_waiting 3.0");
    }

    @Test
    void aMeterWithATagCannotBeCountedWithoutIt() {
        assertThatThrownBy(() -> metrics.count(Meter.DEAD_LETTERS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DEAD_LETTERS takes a tag");
    }
}
