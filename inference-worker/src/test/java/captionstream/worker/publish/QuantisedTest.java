package captionstream.worker.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantisedTest {
    @Test
    void aRoundedScoreGivesItsIntegerBack() {
        for (long millionths : new long[] {0, 1, -1, 17_762_502, 99_999_999, -100_000_000, 123_456_789_012L}) {
            double score = Quantised.quantised(millionths / 1e6 + 1e-8);

            assertThat(Math.round(score * 1e6)).isEqualTo(millionths);
        }
    }
}
