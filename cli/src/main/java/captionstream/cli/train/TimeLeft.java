package captionstream.cli.train;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long the rest of some work takes if it goes on as it went since this was made. */
final class TimeLeft {
    private final LongSupplier nanoTime;
    private final long started;
    private final int first;

    /** @param first units done already */
    TimeLeft(int first) {
        this(first, System::nanoTime);
    }

    TimeLeft(int first, LongSupplier nanoTime) {
        this.first = first;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    /** Such as {@code , 3 min left}; empty while nothing is known. */
    String after(int done, int total) {
        if (done <= first) {
            return "";
        }
        double perUnit = (double) (nanoTime.getAsLong() - started) / (done - first);
        Duration left = Duration.ofNanos((long) (perUnit * (total - done)));
        return ", " + text(left) + " left";
    }

    private static String text(Duration left) {
        if (left.toHours() >= 2) {
            return left.toHours() + " h";
        }
        return left.toMinutes() >= 2 ? left.toMinutes() + " min" : left.toSeconds() + " s";
    }
}
