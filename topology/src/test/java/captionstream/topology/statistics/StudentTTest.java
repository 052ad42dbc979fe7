package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {
    @ParameterizedTest(name = "{0} degrees of freedom")
    @CsvSource({"1, 12.706", "2, 4.303", "10, 2.228", "30, 2.042", "60, 2.000", "120, 1.980", "1000000000000, 1.960"})
    void agreesWithPrintedTables(long degrees, double printed) {
        assertThat(StudentT.quantile975(degrees)).isCloseTo(printed, within(0.0005));
    }

    @Test
    void agreesWithSciPy() throws Exception {
        JsonNode quantiles = Reference.read().get("student_t");

        quantiles.properties().forEach(entry -> assertThat(StudentT.quantile975(Long.parseLong(entry.getKey())))
                .isCloseTo(entry.getValue().asDouble(), within(1e-8)));
    }
}
