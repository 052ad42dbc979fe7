package captionstream.schemas.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Ids that the registry lately did not know, so that a flood of broken records does not become a flood of requests. */
final class UnknownIds {
    private static final int CAPACITY = 1024;
    private static final long TRUSTED_NANOS = Duration.ofSeconds(30).toNanos();

    private final Map<Integer, Long> seen = new LinkedHashMap<>();

    synchronized boolean contains(int id) {
        Long since = seen.get(id);
        return since != null && System.nanoTime() - since < TRUSTED_NANOS;
    }

    synchronized void add(int id) {
        seen.remove(id);
        seen.put(id, System.nanoTime());
        if (seen.size() > CAPACITY) {
            seen.remove(seen.keySet().iterator().next());
        }
    }
}
