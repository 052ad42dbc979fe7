package captionstream.cli.services;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.CapturedTerminal;
import captionstream.worker.observe.WorkerStatus;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    private final CapturedTerminal terminal = new CapturedTerminal();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void elsewhere_than_on_a_terminal_it_speaks_once_a_minute() {
        StatusReport report = new StatusReport(terminal.plain(), this::status, nanos::get);
        report.update();
        nanos.addAndGet(StatusReport.LOG_EVERY.toNanos() - 1);
        report.update();
        assertThat(asked).hasValue(0);

        nanos.incrementAndGet();
        report.update();
        report.update();

        assertThat(asked).hasValue(1);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void a_busy_workers_status_fits_a_terminal() {
        WorkerStatus status = new WorkerStatus(123_456, 617_280, 123, 12.34, 1_234.5, 64, 40, true, 1.25);

        assertThat(WorkerStatusText.of(status))
                .isEqualTo("123456 images, 12.3/s, 1235 tokens/s, 123 dead letters, 64 waiting, lag 1.3 s")
                .hasSizeLessThan(80);
    }

    private String status() {
        return "asked " + asked.incrementAndGet() + " times";
    }
}
