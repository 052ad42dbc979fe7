package captionstream.topology.statistics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one published record covers.
 *
 * @param startMillis of event time
 */
public record Window(WindowLength length, long startMillis) {
    public static final Window ALL_TIME = new Window(WindowLength.ALL_TIME, 0);

    /** As it stands in keys: {@code all}, or such as {@code 1m@2026-05-01T12:00:00Z}. */
    String name() {
        return isAllTime() ? length.code() : length.code() + "@" + Instant.ofEpochMilli(startMillis);
    }

    /** As it stands in records; null for all time, and so are its ends. */
    @Nullable
    String code() {
        return isAllTime() ? null : length.code();
    }

    @Nullable
    Instant start() {
        return isAllTime() ? null : Instant.ofEpochMilli(startMillis);
    }

    /** Itself outside. */
    @Nullable
    Instant end() {
        return isAllTime() ? null : Instant.ofEpochMilli(startMillis + length.millis());
    }

    private boolean isAllTime() {
        return length == WindowLength.ALL_TIME;
    }
}
