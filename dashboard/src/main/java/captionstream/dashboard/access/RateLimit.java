package captionstream.dashboard.access;

import java.time.Duration;
import java.util.function.LongSupplier;

/** So many at once, refilled evenly over a while. Thread-safe. */
public final class RateLimit {
    private final int most;
    private final double perNano;
    private final LongSupplier nanoTime;
    private double left;
    private long refilledAt;

    /** @param nanoTime such as {@link System#nanoTime} */
    public RateLimit(int most, Duration refill, LongSupplier nanoTime) {
        this.most = most;
        this.perNano = (double) most / refill.toNanos();
        this.nanoTime = nanoTime;
        this.left = most;
        this.refilledAt = nanoTime.getAsLong();
    }

    /** Whether one more may be done now. */
    public synchronized boolean take() {
        refill();
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** Seconds until one more may be done, rounded up. */
    public synchronized long secondsToWait() {
        refill();
        return (long) Math.ceil(Math.max(0, 1 - left) / perNano / 1e9);
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        left = Math.min(most, left + (now - refilledAt) * perNano);
        refilledAt = now;
    }
}
