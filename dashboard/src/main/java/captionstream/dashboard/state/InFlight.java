package captionstream.dashboard.state;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Images whose event was seen and whose outcome was not. Topics are read side by side, so an outcome may come before its
 * event; a repeat of an image that has its outcome is not waiting, since the intake drops it. Approximate by design: the
 * oldest of very many are forgotten.
 */
final class InFlight {
    private static final int LIMIT = 100_000;

    private final Map<String, Long> waiting = new LinkedHashMap<>();
    private final Set<String> resolved = new LinkedHashSet<>();

    void seen(String imageId, long time) {
        if (!resolved.contains(imageId)) {
            waiting.putIfAbsent(imageId, time);
            dropEldest(waiting.keySet());
        }
    }

    void resolved(String imageId) {
        waiting.remove(imageId);
        resolved.add(imageId);
        dropEldest(resolved);
    }

    int count() {
        return waiting.size();
    }

    @Nullable
    Long oldest() {
        return waiting.isEmpty() ? null : waiting.values().iterator().next();
    }

    /** What has waited longer than the page's memory lasts is not waiting but lost or older than the page. */
    void forgetBefore(long time) {
        waiting.values().removeIf(seen -> seen < time);
    }

    private static void dropEldest(Set<String> ids) {
        if (ids.size() > LIMIT) {
            ids.remove(ids.iterator().next());
        }
    }
}
