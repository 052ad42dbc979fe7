package captionstream.cli.services;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what has been started, last first, once: at the end of a command, or when the process is told to stop, which
 * waits for it. Safe for many threads.
 */
public final class OrderlyStop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderlyStop.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean stopping;

    private OrderlyStop() {}

    public static OrderlyStop atTheEnd() {
        return new OrderlyStop();
    }

    /** Also closes on SIGTERM and Ctrl-C. */
    public static OrderlyStop alsoOnSignals() {
        OrderlyStop stop = new OrderlyStop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::close, "orderly-stop"));
        return stop;
    }

    /**
     * @return what was given
     * @throws IllegalStateException where the process has been told to stop meanwhile; the service has been closed
     */
    public synchronized <T extends AutoCloseable> T add(T service) {
        started.push(service);
        if (stopping) {
            close();
            throw new IllegalStateException("stopped while starting");
        }
        return service;
    }

    public synchronized boolean isStopping() {
        return stopping;
    }

    @Override
    public synchronized void close() {
        stopping = true;
        while (!started.isEmpty()) {
            AutoCloseable service = started.pop();
            try {
                service.close();
            } catch (Exception e) {
                LOG.atWarn()
                        .addKeyValue("service", service.getClass().getSimpleName())
                        .setCause(e)
                        .log("A service did not stop cleanly");
            }
        }
    }
}
