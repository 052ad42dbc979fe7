package captionstream.worker.hub;

import java.io.IOException;
import java.time.Duration;

/**
 * How often to try, and how long to wait in between: twice as long each time.
 *
 * @param attempts in a row that bring nothing new
 * @param longest also the longest that a server may ask to wait
 */
record Retries(int attempts, Duration first, Duration longest, Pause pause) {
    static final Retries USUAL =
            new Retries(6, Duration.ofSeconds(1), Duration.ofMinutes(2), time -> Thread.sleep(time.toMillis()));

    /** Waits; tests do not. */
    interface Pause {
        void take(Duration time) throws InterruptedException;
    }

    interface Attempt<T> {
        T make() throws IOException, InterruptedException;
    }

    interface Progress {
        /** Anything that grows when an attempt has brought something. */
        long soFar();
    }

    /** @param what is being fetched, for messages */
    <T> T run(String what, Attempt<T> attempt, Progress progress, DownloadListener listener) {
        int failures = 0;
        while (true) {
            long before = progress.soFar();
            try {
                return attempt.make();
            } catch (TransientFailure e) {
                failures = progress.soFar() > before ? 1 : failures + 1;
                waitOrGiveUp(what, failures, e, listener);
            } catch (IOException e) {
                throw new HubException(what + " cannot be fetched: " + e.getMessage(), "");
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    private void waitOrGiveUp(String what, int failures, TransientFailure failure, DownloadListener listener) {
        if (failures >= attempts) {
            throw new HubException(
                    what + " could not be fetched in " + failures + " attempts: " + failure.getMessage(),
                    "Run it again later: what has come is kept");
        }
        if (failure.retryAfter().compareTo(longest) > 0) {
            throw new HubException(
                    what + " could not be fetched: " + failure.getMessage(),
                    "It asks to be left alone for " + failure.retryAfter().toMinutes()
                            + " min; run it again then: what has come is kept");
        }
        Duration wait = wait(failures, failure.retryAfter());
        listener.onWait(failure.getMessage(), wait);
        try {
            pause.take(wait);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private Duration wait(int failures, Duration asked) {
        Duration grown = first.multipliedBy(1L << Math.min(failures - 1, 20));
        Duration own = grown.compareTo(longest) > 0 ? longest : grown;
        return own.compareTo(asked) > 0 ? own : asked;
    }

    private static HubException interrupted() {
        Thread.currentThread().interrupt();
        return new HubException("The download was interrupted", "Run it again: what has come is kept");
    }
}
