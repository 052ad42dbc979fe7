package captionstream.worker.caption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Clip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Embeds captions and references with the CLIP text tower. */
final class CaptionScoring {
    private static final int MAX_ROWS = 64;

    private final Clip clip;
    private final CaptionText captionText;

    CaptionScoring(Clip clip, CaptionText captionText) {
        this.clip = clip;
        this.captionText = captionText;
    }

    List<EmbeddedText> embed(List<String> texts, NDManager parent) {
        List<long[]> ids = texts.stream().map(captionText::ids).toList();
        List<double[]> units = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += MAX_ROWS) {
            try (NDManager manager = parent.newSubManager()) {
                NDArray rows = rows(ids.subList(from, Math.min(from + MAX_ROWS, ids.size())), manager);
                units.addAll(UnitVectors.of(clip.textEmbeddings(rows)));
            }
        }
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new EmbeddedText(texts.get(i), units.get(i)))
                .toList();
    }

    /** {@code [B, T]}, shorter rows filled up with their end-of-text; causally, nothing before it sees that. */
    private static NDArray rows(List<long[]> ids, NDManager manager) {
        int length = ids.stream().mapToInt(row -> row.length).max().orElseThrow();
        long[] flat = new long[ids.size() * length];
        for (int row = 0; row < ids.size(); row++) {
            long[] text = ids.get(row);
            System.arraycopy(text, 0, flat, row * length, text.length);
            Arrays.fill(flat, row * length + text.length, (row + 1) * length, text[text.length - 1]);
        }
        return manager.create(flat, new Shape(ids.size(), length));
    }
}
