package captionstream.worker;

import captionstream.worker.intake.BatchCollector;
import captionstream.worker.intake.RequestBatch;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The wish to stop in good order: no new requests, one last batch of what is loaded, and a limit to it all. */
final class Drain {
    private final LongSupplier nanoClock;
    private volatile boolean asked;
    private volatile long endNanos;
    private boolean flushed;

    Drain(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Safe from any thread. */
    void ask(Duration limit) {
        endNanos = nanoClock.getAsLong() + limit.toNanos();
        asked = true;
    }

    /** Nothing more can be finished. */
    void cutShort() {
        endNanos = nanoClock.getAsLong();
    }

    boolean isAsked() {
        return asked;
    }

    boolean isPast() {
        return asked && nanoClock.getAsLong() - endNanos >= 0;
    }

    /** What is loaded, the first time; nothing afterwards. */
    Optional<RequestBatch> lastBatch(BatchCollector collector) {
        if (flushed) {
            return Optional.empty();
        }
        flushed = true;
        return collector.flush();
    }

    boolean isFlushed() {
        return flushed;
    }
}
