package captionstream.dashboard.state;

import captionstream.DeadLetter;
import captionstream.dashboard.state.DeadLetterSummary.ReasonCount;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Counts of dead letters by reason, and the latest ones. */
final class DeadLetters {
    private static final int LATEST = 50;
    private static final int REASONS = 64;

    private final Deque<DeadLetterView> latest = new ArrayDeque<>();
    private final LatestByKey<ReasonCount> byReason = new LatestByKey<>(REASONS);
    private long total;

    void add(DeadLetter letter) {
        DeadLetterView view = DeadLetterView.of(letter);
        total++;
        latest.addFirst(view);
        if (latest.size() > LATEST) {
            latest.removeLast();
        }
        ReasonCount before = byReason.get(view.reason());
        long count = before == null ? 1 : before.count() + 1;
        byReason.put(view.reason(), new ReasonCount(view.reason(), view.stage(), count, view));
    }

    DeadLetterSummary summary() {
        List<ReasonCount> reasons = byReason.values().stream()
                .sorted(Comparator.comparingLong(ReasonCount::count).reversed().thenComparing(ReasonCount::reason))
                .toList();
        return new DeadLetterSummary(total, reasons, List.copyOf(latest));
    }
}
