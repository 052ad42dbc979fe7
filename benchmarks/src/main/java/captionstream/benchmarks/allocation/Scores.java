package captionstream.benchmarks.allocation;

import java.util.Random;

/**
 * CLIP scores of made-up images under the paper's five prompts: normal, with the means and deviations that the paper's
 * run published. How far an image's scores go together it did not publish: that is assumed.
 *
 * @param correlation of two prompts' scores of one image, in [0, 1)
 */
record Scores(double correlation) {
    private static final double[] MEANS = {17.762502, 17.784936, 18.204578, 18.104050, 18.355956};
    private static final double[] DEVIATIONS = {3.649015, 3.593017, 2.989696, 3.629508, 3.232886};
    static final int PROMPTS = MEANS.length;
    static final int BEST = 4;

    Scores {
        if (!(correlation >= 0 && correlation < 1)) {
            throw new IllegalArgumentException("correlation is " + correlation + ": it must be at least 0 and below 1");
        }
    }

    /** Of one image, by prompt. */
    void draw(Random random, double[] scores) {
        double image = Math.sqrt(correlation) * random.nextGaussian();
        double own = Math.sqrt(1 - correlation);
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            scores[prompt] = MEANS[prompt] + DEVIATIONS[prompt] * (image + own * random.nextGaussian());
        }
    }
}
