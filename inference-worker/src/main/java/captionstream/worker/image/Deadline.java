package captionstream.worker.image;

import java.time.Duration;

/** The moment when patience ends, on the clock of {@link System#nanoTime()}. */
record Deadline(long nanoTime) {
    static Deadline after(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(nanoTime - System.nanoTime(), 0));
    }

    boolean hasPassed() {
        return remaining().isZero();
    }
}
