package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankCorrelationTest {
    private record Pair(double x, double y) {}

    /** By 1 - 6 Σd² / (n (n² - 1)), which is 1 - Σd² / 20 here: Σd² is 4, then 18. */
    @Test
    void withoutTiesItIsTheFormulaOfSquaredDifferences() {
        assertThat(rho(new double[] {1, 2, 3, 4, 5}, new double[] {1, 3, 2, 6, 4}))
                .isCloseTo(0.8, within(1e-15));
        assertThat(rho(new double[] {1, 2, 3, 4, 5}, new double[] {10, 30, 20, 22, 15}))
                .isCloseTo(0.1, within(1e-15));
    }

    @Test
    void onlyTheOrderCounts() {
        assertThat(rho(new double[] {1, 2, 3}, new double[] {1, 1000, 1001})).isEqualTo(1.0);
        assertThat(rho(new double[] {1, 2, 3}, new double[] {3, 2, -50})).isEqualTo(-1.0);
    }

    @Test
    void whereNothingVariesItIsUndefined() {
        assertThat(rho(new double[] {1, 2, 3}, new double[] {7, 7, 7})).isNull();
        assertThat(rho(new double[] {1}, new double[] {1})).isNull();
        assertThat(rho(new double[] {}, new double[] {})).isNull();
    }

    private static Double rho(double[] x, double[] y) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            pairs.add(new Pair(x[i], y[i]));
        }
        return RankCorrelation.spearman(
                pairs, Comparator.comparingDouble(Pair::x), Comparator.comparingDouble(Pair::y));
    }
}
