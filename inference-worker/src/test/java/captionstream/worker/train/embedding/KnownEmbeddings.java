package captionstream.worker.train.embedding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cache that holds given embeddings, row by row. */
public final class KnownEmbeddings {
    private KnownEmbeddings() {}

    public static EmbeddingCache in(Path folder, float[]... embeddings) {
        EmbeddingCache cache =
                EmbeddingCache.open(folder.resolve("known.bin"), "sha256:known", embeddings[0].length, note -> {});
        List<EmbeddingRecord> records = new ArrayList<>();
        for (int row = 0; row < embeddings.length; row++) {
            records.add(new EmbeddingRecord(String.format("%064x", row), embeddings[row]));
        }
        cache.append(records);
        return cache;
    }
}
