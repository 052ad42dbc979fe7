package captionstream.cli.console;

import java.util.function.LongSupplier;

/**
 * How far a task has come, on the error stream: a bar that redraws itself on a terminal, a line now and then elsewhere.
 * Safe for many threads.
 */
public final class Progress implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;
    private static final int BAR_CELLS = 24;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final String task;
    private final LongSupplier nanoTime;
    private long done;
    private long total = -1;
    private String detail = "";
    private long shownAt;
    private String shown = "";
    private boolean closed;

    public Progress(Terminal terminal, String task) {
        this(terminal, task, System::nanoTime);
    }

    Progress(Terminal terminal, String task, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.task = task;
        this.nanoTime = nanoTime;
        this.shownAt = nanoTime.getAsLong();
    }

    /** @param total how much there is to do, negative while unknown */
    public void update(long done, long total) {
        update(done, total, "");
    }

    /** @param detail shown after the counts */
    public synchronized void update(long done, long total, String detail) {
        this.done = done;
        this.total = total;
        this.detail = detail;
        long interval = terminal.errIsInteractive() ? REDRAW_NANOS : LINE_NANOS;
        if (nanoTime.getAsLong() - shownAt >= interval) {
            show();
        }
    }

    /** Writes a line to the results, above the bar. */
    public synchronized void result(String line) {
        clear();
        terminal.out().println(line);
        redraw();
    }

    /** Writes a line to the error stream, above the bar. */
    public synchronized void note(String line) {
        clear();
        terminal.err().println(line);
        redraw();
    }

    /** Shows the last state and leaves the line; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (done > 0 || total >= 0) {
            show();
        }
        if (terminal.errIsInteractive() && !shown.isEmpty()) {
            terminal.err().println();
        }
        shown = "";
    }

    private void show() {
        shownAt = nanoTime.getAsLong();
        String text = terminal.errIsInteractive() ? bar() : counts();
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        if (terminal.errIsInteractive()) {
            redraw();
        } else {
            terminal.err().println(text);
        }
    }

    private void clear() {
        if (terminal.errIsInteractive() && !shown.isEmpty()) {
            terminal.err().print(CLEAR_LINE);
            terminal.err().flush();
        }
    }

    private void redraw() {
        if (terminal.errIsInteractive() && !shown.isEmpty()) {
            terminal.err().print(CLEAR_LINE + shown);
            terminal.err().flush();
        }
    }

    private String bar() {
        if (total <= 0) {
            return counts();
        }
        int filled = (int) (BAR_CELLS * Math.min(done, total) / total);
        return "[" + "#".repeat(filled) + ".".repeat(BAR_CELLS - filled) + "] " + counts();
    }

    private String counts() {
        return (total < 0 ? task + " " + done : task + " " + done + " of " + total) + detail;
    }
}
