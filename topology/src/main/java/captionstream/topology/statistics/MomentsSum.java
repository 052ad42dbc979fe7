package captionstream.topology.statistics;

import java.util.stream.Stream;

/** Adds observations up to what {@link Moments} of them are, with nothing made of each. Not safe for several threads. */
final class MomentsSum {
    private final WideSum sum = new WideSum();
    private final WideSum squares = new WideSum();
    private long count;
    private long low = Long.MAX_VALUE;
    private long lowCount;
    private long high = Long.MIN_VALUE;
    private long highCount;

    static MomentsSum[] array(int length) {
        return Stream.generate(MomentsSum::new).limit(length).toArray(MomentsSum[]::new);
    }

    void add(long value) {
        count++;
        sum.addProduct(value, 1);
        squares.addProduct(value, value);
        if (value <= low) {
            lowCount = value == low ? lowCount + 1 : 1;
            low = value;
        }
        if (value >= high) {
            highCount = value == high ? highCount + 1 : 1;
            high = value;
        }
    }

    Moments moments() {
        Range range = count == 0 ? Range.EMPTY : new Range(count, low, lowCount, high, highCount);
        return new Moments(range, sum.value(), squares.value());
    }
}
