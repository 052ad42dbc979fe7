package captionstream.topology.statistics;

/**
 * Smallest and largest of some observations, from which observations can be taken back.
 *
 * <p>Each end counts the observations that equal it. When the last of them is taken back, the end is no longer known:
 * its count is 0 and its value is only a bound, until an observation reaches the bound again or the range is rebuilt
 * from the observations themselves.
 */
record Range(long count, long low, long lowCount, long high, long highCount) {
    static final Range EMPTY = new Range(0, 0, 0, 0, 0);

    Range with(long value) {
        if (count == 0) {
            return new Range(1, value, 1, value, 1);
        }
        return new Range(
                count + 1,
                Math.min(low, value),
                value < low ? 1 : value == low ? lowCount + 1 : lowCount,
                Math.max(high, value),
                value > high ? 1 : value == high ? highCount + 1 : highCount);
    }

    Range without(long value) {
        if (count <= 1) {
            return EMPTY;
        }
        return new Range(
                count - 1,
                low,
                value == low ? lowCount - 1 : lowCount,
                high,
                value == high ? highCount - 1 : highCount);
    }

    Range plus(Range other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        return new Range(
                count + other.count,
                Math.min(low, other.low),
                (low <= other.low ? lowCount : 0) + (other.low <= low ? other.lowCount : 0),
                Math.max(high, other.high),
                (high >= other.high ? highCount : 0) + (other.high >= high ? other.highCount : 0));
    }

    Range negated() {
        return new Range(count, -high, highCount, -low, lowCount);
    }

    /** Whether both ends are values that were observed. */
    boolean isExact() {
        return count == 0 || (lowCount > 0 && highCount > 0);
    }

    void writeTo(StateWriter out) {
        out.number(count).number(low).number(lowCount).number(high).number(highCount);
    }

    static Range readFrom(StateReader in) {
        return new Range(in.number(), in.number(), in.number(), in.number(), in.number());
    }
}
