package captionstream.topology.statistics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spearman's rank correlation: Pearson's r of the ranks, equal items having the mean of the ranks that they take up
 * (Spearman 1904, "The Proof and Measurement of Association between Two Things"; for ties Kendall and Gibbons, "Rank
 * Correlation Methods", chapter 3). Ranks are held doubled, as integers, so the result is exact up to the last
 * rounding.
 */
final class RankCorrelation {
    private RankCorrelation() {}

    /** In [-1, 1]; null where all items are equal in one of the orders, or there are fewer than two. */
    static <T> @Nullable Double spearman(Collection<T> items, Comparator<T> one, Comparator<T> other) {
        Map<T, Long> ranks = doubledRanks(items, one);
        Map<T, Long> otherRanks = doubledRanks(items, other);
        Moments x = Moments.NONE;
        Moments y = Moments.NONE;
        Correlation together = Correlation.NONE;
        for (T item : items) {
            long rank = ranks.get(item);
            long otherRank = otherRanks.get(item);
            x = x.with(rank);
            y = y.with(otherRank);
            together = together.with(rank, otherRank);
        }
        return together.pearson(x, y);
    }

    /** Found by an item that is equal in this order. */
    private static <T> Map<T, Long> doubledRanks(Collection<T> items, Comparator<T> order) {
        Map<T, Long> equals = new TreeMap<>(order);
        items.forEach(item -> equals.merge(item, 1L, Long::sum));
        long below = 0;
        for (Map.Entry<T, Long> group : equals.entrySet()) {
            long size = group.getValue();
            group.setValue(2 * below + size + 1);
            below += size;
        }
        return equals;
    }
}
