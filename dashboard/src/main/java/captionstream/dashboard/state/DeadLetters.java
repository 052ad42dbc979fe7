package captionstream.dashboard.state;

import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.dashboard.state.DeadLetterSummary.ReasonCount;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts of dead letters by reason, the latest ones of all, and which of them were replayed. */
final class DeadLetters {
    private static final int LATEST = 50;
    private static final int REASONS = 64;
    private static final int REPLAYS = 100_000;

    private final Deque<DeadLetterView> latest = new ArrayDeque<>();
    private final LatestByKey<ReasonCount> byReason = new LatestByKey<>(REASONS);
    private final Set<Place> replayed = new LinkedHashSet<>();
    private long total;

    /** @param partition where the letter itself stands, as {@code offset} */
    void add(DeadLetter letter, int partition, long offset) {
        DeadLetterView view = DeadLetterView.of(letter, partition, offset);
        total++;
        latest.addFirst(view);
        if (latest.size() > LATEST) {
            latest.removeLast();
        }
        ReasonCount before = byReason.get(view.reason());
        long count = before == null ? 1 : before.count() + 1;
        byReason.put(view.reason(), new ReasonCount(view.reason(), view.stage(), count, view));
    }

    /** Also of a letter that comes later, since it stands in another topic. */
    void replayed(DeadLetterReplay replay) {
        replayed.add(new Place(replay.getPartition(), replay.getOffset()));
        if (replayed.size() > REPLAYS) {
            replayed.remove(replayed.iterator().next());
        }
    }

    DeadLetterSummary summary() {
        List<ReasonCount> reasons = byReason.values().stream()
                .map(counted ->
                        new ReasonCount(counted.reason(), counted.stage(), counted.count(), asItIs(counted.latest())))
                .sorted(Comparator.comparingLong(ReasonCount::count).reversed().thenComparing(ReasonCount::reason))
                .toList();
        return new DeadLetterSummary(
                total, reasons, latest.stream().map(this::asItIs).toList());
    }

    private DeadLetterView asItIs(DeadLetterView view) {
        return replayed.contains(new Place(view.letterPartition(), view.letterOffset())) ? view.whenReplayed() : view;
    }

    private record Place(int partition, long offset) {}
}
