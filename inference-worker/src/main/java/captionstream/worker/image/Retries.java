package captionstream.worker.image;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;

/** Tries failures that may pass again, after a random pause whose bound doubles, within a policy's attempts and time. */
final class Retries {
    private final FetchPolicy policy;

    Retries(FetchPolicy policy) {
        this.policy = policy;
    }

    /** One try. It must end soon after the deadline, which all tries share. */
    interface Attempt {
        byte[] by(Deadline deadline) throws AttemptFailed;
    }

    /**
     * @throws ImageRejected as the last attempt says
     * @throws CancellationException if the thread is interrupted
     */
    FetchedImage fetch(Attempt attempt) {
        Deadline deadline = Deadline.after(policy.timeout());
        for (int tries = 1; ; tries++) {
            try {
                return FetchedImage.of(attempt.by(deadline));
            } catch (AttemptFailed failed) {
                stopIfInterrupted();
                Duration pause = pauseAfter(tries);
                boolean inTime = pause.compareTo(deadline.remaining()) < 0;
                if (!failed.isPassing() || tries == policy.attempts() || !inTime) {
                    throw failed.rejection();
                }
                sleep(pause);
            }
        }
    }

    private Duration pauseAfter(int tries) {
        long bound = policy.backoff().toNanos() << tries - 1;
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound + 1));
    }

    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while fetching an image");
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopIfInterrupted();
        }
    }
}
