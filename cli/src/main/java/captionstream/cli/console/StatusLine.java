package captionstream.cli.console;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One line at the foot of a terminal, on the error stream, that is updated in place; what is written to {@link #above}
 * passes above it. Safe for many threads.
 */
public final class StatusLine implements AutoCloseable {
    /** A longer line would wrap, and could not be taken back. */
    private static final int COLUMNS = 79;

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private String shown = "";

    public StatusLine(Terminal terminal) {
        this.terminal = terminal;
    }

    public synchronized void show(String text) {
        shown = text.length() <= COLUMNS ? text : text.substring(0, COLUMNS - 1) + "…";
        draw(CLEAR_LINE + shown);
    }

    /** Takes whole lines. */
    public OutputStream above() {
        return new FilterOutputStream(terminal.err()) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                writeAbove(() -> out.write(bytes, from, length));
            }

            @Override
            public void write(int one) throws IOException {
                writeAbove(() -> out.write(one));
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    private interface Writing {
        void write() throws IOException;
    }

    private synchronized void writeAbove(Writing writing) throws IOException {
        draw(shown.isEmpty() ? "" : CLEAR_LINE);
        writing.write();
        draw(shown);
    }

    private void draw(String text) {
        terminal.err().print(text);
        terminal.err().flush();
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        draw(shown.isEmpty() ? "" : CLEAR_LINE);
        shown = "";
    }
}
