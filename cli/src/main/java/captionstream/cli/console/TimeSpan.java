package captionstream.cli.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The times that somebody asks about.
 *
 * @param since the first of them; null for no limit
 * @param until the first after them; null for no limit
 */
public record TimeSpan(@Nullable Instant since, @Nullable Instant until) {
    public static final TimeSpan ALWAYS = new TimeSpan(null, null);

    public TimeSpan {
        if (since != null && until != null && !since.isBefore(until)) {
            throw new IllegalArgumentException(
                    "since is " + since + " and until is " + until + ": nothing lies between them");
        }
    }

    public boolean contains(Instant time) {
        return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
    }
}
