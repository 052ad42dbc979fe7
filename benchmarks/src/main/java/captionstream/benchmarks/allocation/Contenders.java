package captionstream.benchmarks.allocation;

import static captionstream.benchmarks.allocation.Scores.PROMPTS;

import captionstream.topology.allocation.PairedTest;

/** What one simulated run knows of its prompts, and which of them are still in the running. */
final class Contenders {
    private final boolean[] eliminated = new boolean[PROMPTS];
    private final long[] counts = new long[PROMPTS];
    private final double[] sums = new double[PROMPTS];
    private final Difference[][] differences = new Difference[PROMPTS][PROMPTS];

    /** Of two prompts on the images that had both. */
    private static final class Difference {
        private long images;
        private double sum;
        private double squares;

        void add(double value) {
            images++;
            sum += value;
            squares += value * value;
        }

        double mean() {
            return sum / images;
        }

        double radius() {
            double variance = (squares - sum * sum / images) / Math.max(1, images - 1);
            return PairedTest.radius(images, Math.sqrt(Math.max(0, variance)), PROMPTS);
        }
    }

    Contenders() {
        for (int one = 0; one < PROMPTS; one++) {
            for (int other = 0; other < one; other++) {
                differences[one][other] = new Difference();
            }
        }
    }

    /**
     * Captions an image.
     *
     * @param all whether with every prompt, or only with those in the running
     * @return how many captions that took
     */
    int caption(double[] scores, boolean all) {
        int captions = 0;
        for (int one = 0; one < PROMPTS; one++) {
            if (all || !eliminated[one]) {
                captions++;
                counts[one]++;
                sums[one] += scores[one];
                for (int other = 0; other < one; other++) {
                    if (all || !eliminated[other]) {
                        differences[one][other].add(scores[one] - scores[other]);
                    }
                }
            }
        }
        return captions;
    }

    void eliminate() {
        for (int one = 0; one < PROMPTS; one++) {
            for (int other = 0; other < one; other++) {
                double mean = differences[one][other].mean();
                if (Math.abs(mean) > differences[one][other].radius()) {
                    eliminated[mean < 0 ? one : other] = true;
                }
            }
        }
    }

    boolean isEliminated(int prompt) {
        return eliminated[prompt];
    }

    long count(int prompt) {
        return counts[prompt];
    }

    /** That in the running with the highest mean. */
    int best() {
        int best = -1;
        for (int prompt = 0; prompt < PROMPTS; prompt++) {
            if (!eliminated[prompt] && (best < 0 || mean(prompt) > mean(best))) {
                best = prompt;
            }
        }
        return best;
    }

    private double mean(int prompt) {
        return sums[prompt] / counts[prompt];
    }
}
