package captionstream.cli.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: ISO 8601 with its offset, or how long ago it was, see {@link DurationText}. */
public final class PointInTime implements ITypeConverter<Instant> {
    private final InstantSource clock;

    public PointInTime() {
        this(InstantSource.system());
    }

    PointInTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            return text.matches("[0-9]+[a-z]")
                    ? clock.instant().minus(new DurationText().convert(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "expected a time as 2026-01-31T12:00:00Z, or how long ago as 2h, not '" + text + "'");
        }
    }
}
