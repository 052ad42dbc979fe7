package captionstream.cli.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which records, by when they were written. */
public final class TimeSpanOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = PointInTime.class,
            description =
                    "Written then or later: ISO 8601 as 2026-01-31T12:00:00Z, or so long ago, as 90s, 10m, 2h, 7d.")
    private @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = PointInTime.class, description = "Written before then.")
    private @Nullable Instant until;

    /** @throws IllegalArgumentException where nothing lies between the two */
    public TimeSpan span() {
        return new TimeSpan(since, until);
    }
}
