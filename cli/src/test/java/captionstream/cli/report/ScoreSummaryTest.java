package captionstream.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScoreSummaryTest {
    @Test
    void a_single_score_has_no_deviation() {
        assertThat(ScoreSummary.of(List.of(18.204578))).isEqualTo(new ScoreSummary(1, 18.204578, null));
    }

    @Test
    void equal_scores_deviate_by_nothing_at_all() {
        assertThat(ScoreSummary.of(List.of(0.1, 0.1, 0.1))).isEqualTo(new ScoreSummary(3, 0.1, 0.0));
    }

    /** 1000 times 99.999999 and 1000 times 100: the deviation is half a millionth, times sqrt(2000/1999). */
    @Test
    void a_small_deviation_survives_a_large_mean() {
        List<Double> scores = Stream.generate(() -> List.of(99.999999, 100.0))
                .limit(1000)
                .flatMap(List::stream)
                .toList();

        ScoreSummary summary = ScoreSummary.of(scores);

        assertThat(summary.mean()).isEqualTo(99.9999995);
        assertThat(summary.standardDeviation()).isCloseTo(5.001250468945398e-7, within(1e-20));
    }
}
