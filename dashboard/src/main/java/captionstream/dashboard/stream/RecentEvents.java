package captionstream.dashboard.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The latest events, without gaps, for clients that missed some. For one thread at a time. */
final class RecentEvents {
    private final Backlog.Limits limits;
    private final Deque<Numbered> events = new ArrayDeque<>();
    private long bytes;

    private record Numbered(long number, byte[] event) {}

    RecentEvents(Backlog.Limits limits) {
        this.limits = limits;
    }

    /** @param number one more than that of the event before */
    void add(long number, byte[] event) {
        while (!events.isEmpty() && !limits.leaveRoom(events.size(), bytes + event.length)) {
            bytes -= events.removeFirst().event().length;
        }
        events.addLast(new Numbered(number, event));
        bytes += event.length;
    }

    /**
     * @param latest number of the latest event
     * @return what came after an event; nothing where some of that is forgotten, or the event is yet to come
     */
    Optional<List<byte[]>> after(long number, long latest) {
        List<byte[]> missed = events.stream()
                .filter(event -> event.number() > number)
                .map(Numbered::event)
                .toList();
        return missed.size() == latest - number ? Optional.of(missed) : Optional.empty();
    }
}
