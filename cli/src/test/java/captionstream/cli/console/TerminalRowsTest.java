package captionstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalRowsTest {
    @ParameterizedTest
    @CsvSource({"'50 132\n',50", "'0 0\n',24", "'',24", "stty: no terminal,24"})
    void a_size_that_makes_no_sense_counts_as_24_rows(String size, int rows) {
        assertThat(TerminalRows.rows(size)).isEqualTo(rows);
    }
}
