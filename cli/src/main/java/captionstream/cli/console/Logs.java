package captionstream.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** How much of the log a command shows on the error stream. */
public enum Logs {
    /** Our warnings, and errors of libraries other than Kafka: for commands that print results. */
    QUIET(Level.WARN, Level.ERROR),
    /** What a service does, and what libraries warn of. */
    SERVICE(Level.INFO, Level.WARN),
    VERBOSE(Level.DEBUG, Level.INFO);

    private final Level ours;
    private final Level libraries;

    Logs(Level ours, Level libraries) {
        this.ours = ours;
        this.libraries = libraries;
    }

    public void apply() {
        level("captionstream", ours);
        level(org.slf4j.Logger.ROOT_LOGGER_NAME, libraries);
        if (this == QUIET) {
            // It calls errors what it recovers from: late heartbeats, overtaken batches, stores left behind by a kill.
            level("org.apache.kafka", Level.OFF);
            level("kafka", Level.OFF);
        }
    }

    /** Sends all log lines there from now on, whole lines at a time. */
    public static void writeTo(OutputStream lines) {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root
                && root.getAppender("stderr") instanceof OutputStreamAppender<ILoggingEvent> appender) {
            appender.setOutputStream(lines);
        }
    }

    /** Runs something that expects connections to fail, without a line for each of them. */
    public static void withoutConnectionWarnings(Runnable attempt) {
        String clients = "org.apache.kafka.clients.NetworkClient";
        level(clients, Level.OFF);
        try {
            attempt.run();
        } finally {
            level(clients, null);
        }
    }

    private static void level(String name, @Nullable Level level) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(level);
        }
    }
}
