package captionstream.worker.caption;

import java.util.Arrays;

/** An image as CLIP sees it. {@code unit} has length 1 and is not copied. */
record ImageEmbedding(String imageId, double[] unit) {

    /** Another event and another picture: the same picture under two ids would be no control. */
    boolean isOtherThan(ImageEmbedding image) {
        return !imageId.equals(image.imageId) && !Arrays.equals(unit, image.unit);
    }

    /** 100 · cosine, in [−100, 100]. */
    double score(double[] textUnit) {
        double dot = 0;
        for (int i = 0; i < unit.length; i++) {
            dot += unit[i] * textUnit[i];
        }
        return Math.max(-100, Math.min(100, 100 * dot));
    }
}
