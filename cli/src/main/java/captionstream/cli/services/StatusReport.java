package captionstream.cli.services;

import captionstream.cli.console.Logs;
import captionstream.cli.console.StatusLine;
import captionstream.cli.console.Terminal;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how a service is doing: in one line in place on a terminal, once a minute in the log elsewhere. */
final class StatusReport implements AutoCloseable {
    static final Duration LOG_EVERY = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(StatusReport.class);

    private final Supplier<String> status;
    private final LongSupplier nanoTime;
    private final @Nullable StatusLine line;
    private long loggedAt;

    StatusReport(Terminal terminal, Supplier<String> status) {
        this(terminal, status, System::nanoTime);
    }

    StatusReport(Terminal terminal, Supplier<String> status, LongSupplier nanoTime) {
        this.status = status;
        this.nanoTime = nanoTime;
        this.loggedAt = nanoTime.getAsLong();
        this.line = terminal.errIsInteractive() ? new StatusLine(terminal) : null;
        if (line != null) {
            Logs.writeTo(line.above());
        }
    }

    /** To be called about twice a second. */
    void update() {
        if (line != null) {
            line.show(status.get());
        } else if (nanoTime.getAsLong() - loggedAt >= LOG_EVERY.toNanos()) {
            loggedAt = nanoTime.getAsLong();
            LOG.atInfo().log(status.get());
        }
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
        }
    }
}
