package captionstream.topology.statistics;

import java.math.BigInteger;

/** Adds up products of integers in 128 bits, which is exact for fewer than 10^12 products below 10^26 each. */
final class WideSum {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private long high;
    private long low;

    void addProduct(long x, long y) {
        long product = x * y;
        low += product;
        high += Math.multiplyHigh(x, y) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    BigInteger value() {
        BigInteger unsigned = BigInteger.valueOf(low);
        return BigInteger.valueOf(high).multiply(TWO_TO_64).add(low < 0 ? unsigned.add(TWO_TO_64) : unsigned);
    }
}
