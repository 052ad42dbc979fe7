package captionstream.worker.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
    void theStatusIsThatOfTheMetersWithRatesOverTheLastMinute() {
        AtomicLong nanos = new AtomicLong();
        WorkerMetrics timed = new WorkerMetrics(nanos::get);
        timed.published(30, 300);
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        timed.published(30, 600);
        timed.count(Meter.CAPTIONS, 120);
        timed.count(Meter.DEAD_LETTERS, "corrupt_image");
        timed.count(Meter.DEAD_LETTERS, "image_not_found");
        timed.set(Meter.WAITING, 7);
        timed.set(Meter.WAITING_LOADED, 5);

        assertThat(timed.status(Duration.ofMillis(1500)))
                .isEqualTo(new WorkerStatus(60, 120, 2, 1.0, 15.0, 7, 5, false, 1.5));

        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(timed.status(Duration.ZERO).imagesPerSecond()).isEqualTo(0.5);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(timed.status(Duration.ZERO).imagesPerSecond()).isZero();
    }

    @Test
    void quantilesOfTimesCanBeReadFromBuckets() {
        metrics.time(Meter.LAG, Duration.ofSeconds(3));

        assertThat(metrics.prometheusText())
                .contains("captionstream_worker_lag_seconds_bucket{le=\"2.5\"} 0")
                .contains("captionstream_worker_lag_seconds_bucket{le=\"5.0\"} 1");
    }

    @Test
    void theMemoryOfTheProcessIsShown() {
        assertThat(metrics.prometheusText())
                .containsPattern("captionstream_worker_memory_resident [0-9.E]+")
                .contains("jvm_memory_used_bytes{area=\"heap\"");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void linuxTellsTheMemoryOfTheProcess() {
        assertThat(ResidentMemory.bytes())
                .isGreaterThan(Runtime.getRuntime().totalMemory() / 8)
                .isLessThan(1L << 40);
    }

    @Test
    void aMeterWithATagCannotBeCountedWithoutIt() {
        assertThatThrownBy(() -> metrics.count(Meter.DEAD_LETTERS, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("DEAD_LETTERS takes a tag");
    }
}
