package captionstream.worker.observe;

import java.util.function.LongSupplier;

/** How often something happens, over the last minute. Safe for many threads. */
final class Rate {
    private static final int SECONDS = 60;
    private static final long NANOS = 1_000_000_000L;

    private final LongSupplier nanoClock;
    private final long beganNanos;
    private final long[] counts = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];

    /** @param nanoClock as {@link System#nanoTime} */
    Rate(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.beganNanos = nanoClock.getAsLong();
    }

    synchronized void add(long count) {
        long second = second();
        int slot = (int) (second % SECONDS);
        counts[slot] = seconds[slot] == second ? counts[slot] + count : count;
        seconds[slot] = second;
    }

    /** Since the beginning, where that is less than a minute ago. */
    synchronized double perSecond() {
        long second = second();
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            sum += second - seconds[slot] < SECONDS ? counts[slot] : 0;
        }
        return (double) sum / Math.min(SECONDS, second + 1);
    }

    private long second() {
        return (nanoClock.getAsLong() - beganNanos) / NANOS;
    }
}
