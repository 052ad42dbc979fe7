package captionstream.benchmarks.allocation;

import java.util.OptionalDouble;
import java.util.Random;

/**
 * How often the wrong prompt is named the best, by captions spent, over many runs.
 *
 * @param step captions between two points
 * @param wrong runs that name a wrong prompt after 1, 2, … steps
 * @param bestLost runs that eliminated the best prompt
 * @param captionsOfBest of the best prompt at the end, in the mean of the runs
 */
record ErrorCurve(int step, int runs, int[] wrong, int bestLost, double captionsOfBest) {
    /** The live statistics are looked at every half second; here, every so many images. */
    private static final int IMAGES_BETWEEN_LOOKS = 50;

    /**
     * @param explore share of images that get every prompt; 1 for uniform allocation
     * @param budget captions of each run
     */
    static ErrorCurve simulate(Scores scores, double explore, int runs, int budget, int step, long seed) {
        int[] wrong = new int[budget / step];
        int bestLost = 0;
        double captionsOfBest = 0;
        Random images = new Random(seed);
        Random draws = new Random(seed + 1);
        for (int run = 0; run < runs; run++) {
            // the images of a run are those of every other allocation's
            Contenders contenders = run(scores, explore, wrong, step, new Random(images.nextLong()), draws);
            bestLost += contenders.isEliminated(Scores.BEST) ? 1 : 0;
            captionsOfBest += (double) contenders.count(Scores.BEST) / runs;
        }
        return new ErrorCurve(step, runs, wrong, bestLost, captionsOfBest);
    }

    private static Contenders run(Scores scores, double explore, int[] wrong, int step, Random random, Random draws) {
        Contenders contenders = new Contenders();
        double[] image = new double[Scores.PROMPTS];
        int captions = 0;
        for (int images = 1, point = 0; point < wrong.length; images++) {
            scores.draw(random, image);
            captions += contenders.caption(image, explore == 1 || draws.nextDouble() < explore);
            if (explore < 1 && images % IMAGES_BETWEEN_LOOKS == 0) {
                contenders.eliminate();
            }
            while (point < wrong.length && captions >= (point + 1) * step) {
                wrong[point++] += contenders.best() == Scores.BEST ? 0 : 1;
            }
        }
        return contenders;
    }

    double error(int captions) {
        return (double) wrong[captions / step - 1] / runs;
    }

    /** The fewest captions from which on the error stays at or below this; empty where the budget did not suffice. */
    OptionalDouble captionsFor(double error) {
        int point = wrong.length;
        while (point > 0 && (double) wrong[point - 1] / runs <= error) {
            point--;
        }
        return point == wrong.length ? OptionalDouble.empty() : OptionalDouble.of((point + 1.0) * step);
    }
}
