package captionstream.dashboard.thumbnail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Remembers the latest answers, and asks for a few pictures at a time only. Thread-safe. */
public final class CachedThumbnails {
    private static final int AT_ONCE = 4;

    private final Thumbnails source;
    private final Map<ImageReference, Optional<Thumbnail>> answers;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    /** @param capacity answers remembered, the empty ones included */
    public CachedThumbnails(Thumbnails source, int capacity) {
        this.source = source;
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ImageReference, Optional<Thumbnail>> eldest) {
                return size() > capacity;
            }
        };
    }

    public Optional<Thumbnail> of(ImageReference image) throws InterruptedException {
        synchronized (answers) {
            if (answers.containsKey(image)) {
                return answers.get(image);
            }
        }
        permits.acquire();
        try {
            Optional<Thumbnail> answer = source.of(image);
            synchronized (answers) {
                answers.put(image, answer);
            }
            return answer;
        } finally {
            permits.release();
        }
    }
}
