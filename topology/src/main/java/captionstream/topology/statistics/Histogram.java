package captionstream.topology.statistics;

import captionstream.ScoreHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts of CLIP scores in bins of {@value #BIN} millionths over [-100, 100]; a score outside counts in the bin
 * nearest to it. Only the stretch between the first and the last occupied bin is held.
 *
 * <p>A quantile is the middle of the bin that holds it, so it is off by at most half a bin, 0.025.
 */
final class Histogram {
    static final long BIN = 50_000;
    static final int BINS_PUBLISHED_AS_ONE = 10;
    static final Histogram EMPTY = new Histogram(0, new long[0]);

    private static final int LOWEST = (int) (-100 * FixedPoint.MILLIONTHS / BIN);
    private static final int HIGHEST = -LOWEST - 1;

    private final int first;
    private final long[] counts;

    private Histogram(int first, long[] counts) {
        this.first = first;
        this.counts = counts;
    }

    Histogram with(long score) {
        return added(bin(score), 1);
    }

    Histogram without(long score) {
        return added(bin(score), -1).trimmed();
    }

    Histogram plus(Histogram other) {
        if (counts.length == 0 || other.counts.length == 0) {
            return counts.length == 0 ? other : this;
        }
        Histogram sum = stretchedTo(other.first).stretchedTo(other.last());
        for (int i = 0; i < other.counts.length; i++) {
            sum.counts[other.first - sum.first + i] += other.counts[i];
        }
        return sum;
    }

    private Histogram added(int bin, long count) {
        Histogram sum = stretchedTo(bin);
        sum.counts[bin - sum.first] += count;
        return sum;
    }

    /** A copy that has the bin. */
    private Histogram stretchedTo(int bin) {
        if (counts.length == 0) {
            return new Histogram(bin, new long[1]);
        }
        int from = Math.min(first, bin);
        long[] copy = new long[Math.max(last(), bin) - from + 1];
        System.arraycopy(counts, 0, copy, first - from, counts.length);
        return new Histogram(from, copy);
    }

    private Histogram trimmed() {
        int from = 0;
        int to = counts.length;
        while (from < to && counts[from] == 0) {
            from++;
        }
        while (to > from && counts[to - 1] == 0) {
            to--;
        }
        return from == to ? EMPTY : new Histogram(first + from, Arrays.copyOfRange(counts, from, to));
    }

    private int last() {
        return first + counts.length - 1;
    }

    private static int bin(long score) {
        return (int) Math.max(LOWEST, Math.min(HIGHEST, Math.floorDiv(score, BIN)));
    }

    /**
     * The score, in millionths, of the given rank counted from the lowest.
     *
     * @param rank from 1 to the number of scores
     */
    long atRank(long rank) {
        long seen = 0;
        int i = 0;
        while (i < counts.length - 1 && seen + counts[i] < rank) {
            seen += counts[i++];
        }
        return (first + i) * BIN + BIN / 2;
    }

    ScoreHistogram toRecord() {
        if (counts.length == 0) {
            return new ScoreHistogram(0.0, width(), List.of());
        }
        int lowest = Math.floorDiv(first, BINS_PUBLISHED_AS_ONE);
        long[] published = new long[Math.floorDiv(last(), BINS_PUBLISHED_AS_ONE) - lowest + 1];
        for (int i = 0; i < counts.length; i++) {
            published[Math.floorDiv(first + i, BINS_PUBLISHED_AS_ONE) - lowest] += counts[i];
        }
        List<Long> values = new ArrayList<>(published.length);
        Arrays.stream(published).forEach(values::add);
        return new ScoreHistogram(lowest * width(), width(), values);
    }

    private static double width() {
        return FixedPoint.value(BIN * BINS_PUBLISHED_AS_ONE, FixedPoint.MILLIONTHS);
    }

    void writeTo(StateWriter out) {
        out.number(first).number(counts.length);
        Arrays.stream(counts).forEach(out::number);
    }

    static Histogram readFrom(StateReader in) {
        int first = Math.toIntExact(in.number());
        long[] counts = new long[in.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = in.number();
        }
        return new Histogram(first, counts);
    }

    /** Adds scores up, with nothing made of each. Not safe for several threads. */
    static final class Sum {
        private Histogram sum = EMPTY;

        void add(long score) {
            int bin = bin(score);
            if (bin < sum.first || bin > sum.last()) {
                sum = sum.stretchedTo(bin);
            }
            sum.counts[bin - sum.first]++;
        }

        /** Nothing may be added afterwards. */
        Histogram histogram() {
            return sum;
        }
    }
}
