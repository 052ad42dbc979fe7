package captionstream.topology.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideSumTest {
    @Test
    void nothingAddsUpToZero() {
        assertThat(new WideSum().value()).isEqualTo(BigInteger.ZERO);
    }

    @Test
    void sumsPassTheLimitsOfLongsInBothDirections() {
        // 2^63 - 1 twice, by hand
        WideSum above = new WideSum();
        above.addProduct(Long.MAX_VALUE, 1);
        above.addProduct(Long.MAX_VALUE, 1);
        assertThat(above.value()).isEqualTo(new BigInteger("18446744073709551614"));

        WideSum below = new WideSum();
        below.addProduct(Long.MIN_VALUE, 1);
        below.addProduct(Long.MIN_VALUE, 1);
        below.addProduct(-1, 1);
        assertThat(below.value()).isEqualTo(new BigInteger("-18446744073709551617"));
    }

    @Test
    void itAgreesWithUnboundedIntegers() {
        Random random = new Random(1);
        WideSum sum = new WideSum();
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 100_000; i++) {
            long x = random.nextLong() >> random.nextInt(64);
            long y = random.nextLong() >> (20 + random.nextInt(44));
            sum.addProduct(x, y);
            expected = expected.add(BigInteger.valueOf(x).multiply(BigInteger.valueOf(y)));
        }

        assertThat(sum.value()).isEqualTo(expected);
    }
}
