package captionstream.topology.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {
    /** By hand from std_conjmix_margin and best_rho2_approx of the authors' R package, worked in Python. */
    @Test
    void theRadiusIsThePublishedOne() {
        assertThat(ConfidenceSequence.radius(1_000, 1, 0.05)).isCloseTo(0.09598173584209047, within(1e-15));
        assertThat(ConfidenceSequence.radius(100, 2, 0.005)).isCloseTo(0.8987374896752753, within(1e-14));
        assertThat(ConfidenceSequence.radius(10_000, 3.4, 0.005)).isCloseTo(0.13426362736127684, within(1e-14));
    }

    /** 400 walks that are looked at after each of 3,000 steps; a 95% interval for one time is left by most of them. */
    @Test
    void aMeanStaysWithinItWhileOneLooksAllTheTime() {
        Random random = new Random(1);
        int left = 0;
        int leftInterval = 0;
        for (int walk = 0; walk < 400; walk++) {
            double sum = 0;
            boolean outside = false;
            boolean outsideInterval = false;
            for (int t = 1; t <= 3_000; t++) {
                sum += random.nextGaussian();
                if (t >= PairedTest.FEWEST_IMAGES) {
                    outside |= Math.abs(sum / t) > ConfidenceSequence.radius(t, 1, 0.05);
                    outsideInterval |= Math.abs(sum / t) > 1.96 / Math.sqrt(t);
                }
            }
            left += outside ? 1 : 0;
            leftInterval += outsideInterval ? 1 : 0;
        }

        assertThat(left).isLessThanOrEqualTo(400 * 5 / 100);
        assertThat(leftInterval).isGreaterThan(100);
    }
}
