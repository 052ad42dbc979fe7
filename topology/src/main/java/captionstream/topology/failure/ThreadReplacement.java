package captionstream.topology.failure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream thread that dies is replaced, and its work taken up from the last commit; threads that keep dying end the
 * application, since it cannot get past something. Safe for many threads.
 */
public final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
    private static final int MOST_DEATHS = 10;
    private static final Duration PERIOD = Duration.ofMinutes(10);

    private final String applicationId;
    private final Clock clock;
    private final Deque<Instant> deaths = new ArrayDeque<>();

    public ThreadReplacement(String applicationId, Clock clock) {
        this.applicationId = applicationId;
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        deaths.addLast(now);
        deaths.removeIf(death -> death.isBefore(now.minus(PERIOD)));
        boolean replace = deaths.size() <= MOST_DEATHS && !(failure instanceof Error);
        LOG.atError()
                .addKeyValue("application", applicationId)
                .addKeyValue("deaths", deaths.size())
                .setCause(failure)
                .log(replace ? "A stream thread died and is replaced" : "Stream threads keep dying: stopping");
        return replace ? StreamThreadExceptionResponse.REPLACE_THREAD : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
