package captionstream.cli.audit;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells when nothing has moved for too long. For one thread. */
final class Stillness {
    private final long limitNanos;
    private final LongSupplier nanoClock;
    private long last = Long.MIN_VALUE;
    private long sinceNanos;

    /** @param nanoClock as {@link System#nanoTime} */
    Stillness(Duration limit, LongSupplier nanoClock) {
        this.limitNanos = limit.toNanos();
        this.nanoClock = nanoClock;
    }

    /** @param state anything that changes when something moves */
    boolean isTooLong(long state) {
        if (state != last) {
            last = state;
            sinceNanos = nanoClock.getAsLong();
        }
        return nanoClock.getAsLong() - sinceNanos >= limitNanos;
    }
}
