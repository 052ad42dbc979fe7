package captionstream.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether the loop has to go back to the committed offsets, and how long it should wait before it tries. */
final class StartOver {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final LongSupplier nanoClock;
    private boolean due = true;
    private int attempts;
    private long notBeforeNanos;

    /** Due at once: a worker begins by settling what an earlier one of its identity left behind. */
    StartOver(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        notBeforeNanos = nanoClock.getAsLong();
    }

    /** Due after a pause that doubles with every attempt in a row. */
    void ask() {
        due = true;
        long pause = FIRST_PAUSE.toNanos() << Math.min(attempts, 10);
        notBeforeNanos = nanoClock.getAsLong() + Math.min(pause, LONGEST_PAUSE.toNanos());
        attempts++;
    }

    /** Due without a pause, as nothing has failed. */
    void atOnce() {
        due = true;
        notBeforeNanos = nanoClock.getAsLong();
    }

    boolean isDue() {
        return due;
    }

    /** What is left of the pause; empty when it is over. */
    Optional<Duration> pause() {
        long left = notBeforeNanos - nanoClock.getAsLong();
        return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }

    void done() {
        due = false;
    }

    /** A transaction came through, so the next failure is a first one again. */
    void succeeded() {
        attempts = 0;
    }

    int attempts() {
        return attempts;
    }
}
