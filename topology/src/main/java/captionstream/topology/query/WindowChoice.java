package captionstream.topology.query;

import captionstream.topology.statistics.WindowLength;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * Which window is asked for.
 *
 * @param start null for the newest
 */
public record WindowChoice(WindowLength length, @Nullable Instant start) {
    static final WindowChoice ALL_TIME = new WindowChoice(WindowLength.ALL_TIME, null);

    /** @throws IllegalArgumentException if the text is not such as {@code all}, {@code 5m} or {@code 5m@2026-05-01T12:00:00Z} */
    static WindowChoice parse(String text) {
        int at = text.indexOf('@');
        try {
            WindowLength length = WindowLength.ofCode(at < 0 ? text : text.substring(0, at));
            if (length != WindowLength.ALL_TIME || at < 0) {
                return new WindowChoice(length, at < 0 ? null : Instant.parse(text.substring(at + 1)));
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException("window is '" + text
                + "': it must be all, 1m, 5m or 1h for the newest of its length, or one of them with its start, such as"
                + " 5m@2026-05-01T12:00:00Z");
    }

    /** As keys of records name it; without the time for the newest. */
    String text() {
        return start == null ? length.code() : length.code() + "@" + start;
    }
}
