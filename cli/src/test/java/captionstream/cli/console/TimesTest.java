package captionstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {
    private final PointInTime times = new PointInTime(() -> Instant.parse("2026-01-31T12:00:00Z"));

    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "10m, PT10M", "2h, PT2H", "7d, PT168H", "0s, PT0S"})
    void a_length_of_time_is_a_number_and_a_unit(String text, Duration expected) {
        assertThat(new DurationText().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "m", "-5m", "1.5h", "10 m", "10M", "9999999999s", "2w"})
    void anything_else_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> new DurationText().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("10m");
    }

    @Test
    void a_point_in_time_has_an_offset_or_is_so_long_ago() {
        assertThat(times.convert("2026-01-30T13:30:00+01:30")).isEqualTo("2026-01-30T12:00:00Z");
        assertThat(times.convert("36h")).isEqualTo("2026-01-30T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-01-31", "2026-01-31T12:00:00", "2026-13-01T00:00:00Z", "2w"})
    void a_time_that_could_mean_several_is_refused(String text) {
        assertThatThrownBy(() -> times.convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
