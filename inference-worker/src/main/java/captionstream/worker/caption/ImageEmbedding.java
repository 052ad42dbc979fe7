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
        return 100 * UnitVectors.cosine(unit, textUnit);
    }
}
