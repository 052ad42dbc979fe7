package captionstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static final String CLEAR = "\r\u001b[K";

    private final CapturedTerminal terminal = new CapturedTerminal();
    private final StatusLine line = new StatusLine(terminal.interactive());

    @Test
    void it_is_updated_in_place() {
        line.show("one");
        line.show("two");

        assertThat(terminal.err()).isEqualTo(CLEAR + "one" + CLEAR + "two");
    }

    @Test
    void what_is_logged_passes_above_it() throws IOException {
        line.show("status");
        line.above().write("a log line\n".getBytes(StandardCharsets.UTF_8));

        assertThat(terminal.err()).isEqualTo(CLEAR + "status" + CLEAR + "a log line\nstatus");
    }

    @Test
    void what_is_logged_before_and_after_it_stands_alone() throws IOException {
        line.above().write("before\n".getBytes(StandardCharsets.UTF_8));
        line.show("status");
        line.close();
        line.above().write("after\n".getBytes(StandardCharsets.UTF_8));

        assertThat(terminal.err()).isEqualTo("before\n" + CLEAR + "status" + CLEAR + "after\n");
    }

    @Test
    void it_never_wraps() {
        line.show("x".repeat(100));

        assertThat(terminal.err()).isEqualTo(CLEAR + "x".repeat(78) + "…");
    }
}
