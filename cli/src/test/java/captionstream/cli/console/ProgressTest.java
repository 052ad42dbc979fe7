package captionstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final CapturedTerminal captured = new CapturedTerminal();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void writes_plain_lines_now_and_then_where_there_is_no_terminal() {
        try (Progress progress = new Progress(captured.plain(), "published", clock::get)) {
            progress.update(1, 4);
            pass(Duration.ofSeconds(5));
            progress.update(2, 4);
            progress.update(3, 4);
            progress.update(4, 4);
        }

        assertThat(captured.err().lines()).containsExactly("published 2 of 4", "published 4 of 4");
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void redraws_a_bar_on_a_terminal() {
        try (Progress progress = new Progress(captured.interactive(), "published", clock::get)) {
            pass(Duration.ofMillis(100));
            progress.update(6, 24);
        }

        assertThat(captured.err()).startsWith("\r\u001b[K[######..................] published 6 of 24");
    }

    @Test
    void puts_results_above_the_bar() {
        try (Progress progress = new Progress(captured.interactive(), "images", clock::get)) {
            pass(Duration.ofMillis(100));
            progress.update(1, 2);
            progress.result("A photo of a cat.");
        }

        assertThat(captured.out()).isEqualTo("A photo of a cat." + System.lineSeparator());
        assertThat(captured.err()).contains("images 1 of 2\r\u001b[K\r\u001b[K[");
    }

    @Test
    void counts_only_while_the_total_is_unknown() {
        try (Progress progress = new Progress(captured.plain(), "captions read", clock::get)) {
            progress.update(7, -1);
        }

        assertThat(captured.err().lines()).containsExactly("captions read 7");
    }

    @Test
    void says_nothing_about_a_task_that_never_began() {
        new Progress(captured.plain(), "published", clock::get).close();

        assertThat(captured.err()).isEmpty();
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }
}
