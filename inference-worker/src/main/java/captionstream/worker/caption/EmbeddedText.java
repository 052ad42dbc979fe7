package captionstream.worker.caption;

import captionstream.worker.evaluate.RefClipScore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A caption or a reference as CLIP reads it. {@code unit} has length 1, or holds NaN where the model gave no number. */
record EmbeddedText(String text, double[] unit) {
    boolean isFinite() {
        return UnitVectors.isFinite(unit);
    }

    /** Against the image and what people wrote about it; null if nobody did. */
    @Nullable
    Double refClipScore(ImageEmbedding image, List<EmbeddedText> references) {
        if (references.isEmpty()) {
            return null;
        }
        double[] cosines = references.stream()
                .mapToDouble(reference -> UnitVectors.cosine(unit, reference.unit))
                .toArray();
        return RefClipScore.of(UnitVectors.cosine(image.unit(), unit), cosines);
    }
}
