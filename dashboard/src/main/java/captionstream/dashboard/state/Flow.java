package captionstream.dashboard.state;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts of the recent past in equal buckets of time, in a ring: whatever is older than the history is dropped, whatever
 * claims to come from the future counts as now.
 */
final class Flow {
    private static final int MEASURES = Measure.values().length;
    private static final int RATE_BUCKETS = 6;
    private static final int REASONS_EACH = 16;
    private static final String OTHER_REASONS = "other";

    private final long bucketMillis;
    private final long[][] sums;
    private final List<Map<String, Long>> reasons;
    private final long[] numbers;

    Flow(Duration history, Duration bucket) {
        bucketMillis = bucket.toMillis();
        int buckets = (int) ((history.toMillis() + bucketMillis - 1) / bucketMillis);
        sums = new long[buckets][MEASURES];
        reasons =
                Stream.<Map<String, Long>>generate(HashMap::new).limit(buckets).toList();
        numbers = new long[buckets];
        Arrays.fill(numbers, Long.MIN_VALUE);
    }

    Duration bucket() {
        return Duration.ofMillis(bucketMillis);
    }

    void add(Measure measure, long amount, long time, long now) {
        long number = bucketOf(Math.min(time, now));
        if (remembered(number, now)) {
            sums[openSlot(number)][measure.ordinal()] += amount;
        }
    }

    void addDeadLetter(String reason, long time, long now) {
        add(Measure.DEAD_LETTERS, 1, time, now);
        long number = bucketOf(Math.min(time, now));
        if (remembered(number, now)) {
            Map<String, Long> counts = reasons.get(openSlot(number));
            counts.merge(counts.size() < REASONS_EACH ? reason : OTHER_REASONS, 1L, Long::sum);
        }
    }

    private boolean remembered(long number, long now) {
        return number > bucketOf(now) - sums.length;
    }

    private int openSlot(long number) {
        int slot = slotOf(number);
        if (numbers[slot] != number) {
            numbers[slot] = number;
            Arrays.fill(sums[slot], 0);
            reasons.get(slot).clear();
        }
        return slot;
    }

    /** Every bucket of the history, the oldest first; the last one is still filling. */
    List<FlowBucket> history(long now) {
        return latest(sums.length, now);
    }

    /** The latest buckets, the oldest of them first. */
    List<FlowBucket> latest(int count, long now) {
        long last = bucketOf(now);
        return LongStream.rangeClosed(last - count + 1, last)
                .mapToObj(number ->
                        new FlowBucket(number * bucketMillis, FlowCounts.of(sumsOf(number)), reasonsOf(number)))
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

    private Map<String, Long> reasonsOf(long number) {
        int slot = slotOf(number);
        return numbers[slot] == number ? Map.copyOf(reasons.get(slot)) : Map.of();
    }

    private long bucketOf(long time) {
        return Math.floorDiv(time, bucketMillis);
    }

    private int slotOf(long number) {
        return (int) Math.floorMod(number, (long) sums.length);
    }
}
