package captionstream.worker.train.embedding;

import java.util.Objects;
import java.util.stream.Stream;

/** One image on its way into the cache. */
sealed interface Attempt {
    record Known(String file, String sha256) implements Attempt {}

    record Computed(String file, EmbeddingRecord embedding) implements Attempt {}

    record Failed(String file, String reason) implements Attempt {}

    default Stream<EmbeddingRecord> computed() {
        return this instanceof Computed computed ? Stream.of(computed.embedding) : Stream.empty();
    }

    /** Once the cache has what was computed. */
    default EmbeddedImage outcome(EmbeddingCache cache) {
        if (this instanceof Failed failed) {
            return new EmbeddedImage.Unreadable(failed.file, failed.reason);
        }
        return this instanceof Known known
                ? embedded(known.file, known.sha256, cache)
                : embedded(((Computed) this).file, ((Computed) this).embedding.sha256(), cache);
    }

    private static EmbeddedImage embedded(String file, String sha256, EmbeddingCache cache) {
        return new EmbeddedImage.Embedded(file, sha256, Objects.requireNonNull(cache.row(sha256)));
    }
}
