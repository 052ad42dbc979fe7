package captionstream.worker.evaluate;

import java.util.Arrays;

/**
 * RefCLIPScore (Hessel et al. 2021, arXiv 2104.08718): the harmonic mean of CLIPScore, 2.5 · max(cos(image, caption),
 * 0), and of the greatest max(cos(caption, reference), 0). Times 100, as all scores here that come of a cosine. The
 * texts are embedded as they are, without the paper's "A photo depicts" before each.
 */
public final class RefClipScore {
    private static final double WEIGHT = 2.5;
    private static final double SCALE = 100;

    private RefClipScore() {}

    /**
     * @param image cosine of image and caption
     * @param references cosine of the caption and each reference, at least one
     * @return from 0 to 143 (both cosines 1); not a number where an argument is none
     */
    public static double of(double image, double[] references) {
        double clipScore = WEIGHT * Math.max(image, 0);
        double nearest = Math.max(Arrays.stream(references).max().orElseThrow(), 0);
        double sum = clipScore + nearest;
        return sum == 0 ? 0 : SCALE * 2 * clipScore * nearest / sum;
    }
}
