package captionstream.dashboard.state;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Counts of the recent past in equal buckets of time, in a ring: whatever is older than the history is dropped, whatever
 * claims to come from the future counts as now.
 */
final class Flow {
    private static final int MEASURES = Measure.values().length;
    private static final int RATE_BUCKETS = 6;

    private final long bucketMillis;
    private final long[][] sums;
    private final long[] numbers;

    Flow(Duration history, Duration bucket) {
        bucketMillis = bucket.toMillis();
        int buckets = (int) ((history.toMillis() + bucketMillis - 1) / bucketMillis);
        sums = new long[buckets][MEASURES];
        numbers = new long[buckets];
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    Duration bucket() {
        return Duration.ofMillis(bucketMillis);
    }

    void add(Measure measure, long amount, long time, long now) {
        long number = bucketOf(Math.min(time, now));
        if (number <= bucketOf(now) - sums.length) {
            return;
        }
        int slot = slotOf(number);
        if (numbers[slot] != number) {
            numbers[slot] = number;
            Arrays.fill(sums[slot], 0);
        }
        sums[slot][measure.ordinal()] += amount;
    }

    /** Every bucket of the history, the oldest first; the last one is still filling. */
    List<FlowBucket> history(long now) {
        return latest(sums.length, now);
    }

    /** The latest buckets, the oldest of them first. */
    List<FlowBucket> latest(int count, long now) {
        long last = bucketOf(now);
        return LongStream.rangeClosed(last - count + 1, last)
                .mapToObj(number -> new FlowBucket(number * bucketMillis, FlowCounts.of(sumsOf(number))))
                .toList();
    }

    FlowCounts total(long now) {
        return sum(sums.length, now);
    }

    FlowRates rates(long now) {
        long from = (bucketOf(now) - RATE_BUCKETS + 1) * bucketMillis;
        return FlowRates.of(sum(RATE_BUCKETS, now), Math.max(1, now - from) / 1000.0);
    }

    /** Of the latest half minute. */
    FlowCounts recent(long now) {
        return sum(RATE_BUCKETS, now);
    }

    private FlowCounts sum(int buckets, long now) {
        long[] total = new long[MEASURES];
        long last = bucketOf(now);
        for (long number = last - buckets + 1; number <= last; number++) {
            long[] bucket = sumsOf(number);
            for (int m = 0; m < MEASURES; m++) {
                total[m] += bucket[m];
            }
        }
        return FlowCounts.of(total);
    }

    private long[] sumsOf(long number) {
        int slot = slotOf(number);
        return numbers[slot] == number ? sums[slot] : new long[MEASURES];
    }

    private long bucketOf(long time) {
        return Math.floorDiv(time, bucketMillis);
    }

    private int slotOf(long number) {
        return (int) Math.floorMod(number, (long) sums.length);
    }
}
