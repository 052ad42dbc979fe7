package captionstream.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {

    @Test
    void the_median_is_the_middle_or_between_the_middle_two() {
        assertThat(new Spread(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(new Spread(List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
        assertThat(new Spread(List.of(9.0, 1.0, 2.0)).text(1)).isEqualTo("2.0 (1.0 to 9.0)");
    }

    @Test
    void nothing_measured_is_no_spread() {
        assertThatThrownBy(() -> new Spread(List.of())).hasMessage("nothing was measured");
    }

    @Test
    void one_missed_target_is_enough() {
        FigureTable table = new FigureTable();
        table.add("images/s", "5", "at least 4", true);
        assertThat(table.isAnyMissed()).isFalse();

        table.add("ms", "60", "at most 50", false);

        assertThat(table.isAnyMissed()).isTrue();
        assertThat(table.lines())
                .containsExactly(
                        "| figure   | median (lowest to highest) | target |",
                        "| ---      | ---                        | --- |",
                        "| images/s | 5                          | at least 4: reached |",
                        "| ms       | 60                         | at most 50: MISSED |");
    }

    @Test
    void linux_counts_resident_memory_in_kilobytes() {
        List<String> status = List.of("Name:\tjava", "VmHWM:\t  700000 kB", "VmRSS:\t  654321 kB", "Threads:\t30");

        assertThat(ResidentMemory.resident(status)).isEqualTo(654321L * 1024);
    }
}
