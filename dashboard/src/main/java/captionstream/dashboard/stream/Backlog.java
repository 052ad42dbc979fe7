package captionstream.dashboard.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Encoded events that wait, within limits. For one thread at a time. */
final class Backlog {
    private final Limits limits;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long bytes;

    /** What may be waiting for something more to be let in: fewer events than this, with fewer bytes than that. */
    record Limits(int events, long bytes) {
        boolean leaveRoom(int events, long bytes) {
            return events < this.events && bytes < this.bytes;
        }
    }

    Backlog(Limits limits) {
        this.limits = limits;
    }

    /** @return whether there was room */
    boolean add(byte[] event) {
        if (!limits.leaveRoom(waiting.size(), bytes)) {
            return false;
        }
        bytes += event.length;
        return waiting.add(event);
    }

    byte @Nullable [] poll() {
        byte[] next = waiting.poll();
        bytes -= next == null ? 0 : next.length;
        return next;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long bytes() {
        return bytes;
    }
}
