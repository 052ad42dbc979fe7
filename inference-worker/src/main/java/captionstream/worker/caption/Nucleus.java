package captionstream.worker.caption;

import java.util.Arrays;

/** The tokens to draw from, the likeliest first, of equals the lower id. */
final class Nucleus {
    private final int[] ids;
    private final double[] cumulated; // weights, summed up to each token

    private Nucleus(int[] ids, double[] cumulated) {
        this.ids = ids;
        this.cumulated = cumulated;
    }

    static Nucleus of(float[] scores, Sampling sampling) {
        int[] ids = likeliestFirst(scores);
        int kept = sampling.topK() == 0 ? ids.length : Math.min(sampling.topK(), ids.length);
        double[] cumulated = new double[kept];
        double sum = 0;
        for (int rank = 0; rank < kept; rank++) {
            sum += Math.exp((scores[ids[rank]] - (double) scores[ids[0]]) / sampling.temperature());
            cumulated[rank] = sum;
        }
        return new Nucleus(ids, Arrays.copyOf(cumulated, reaching(sampling.topP() * sum, cumulated)));
    }

    /** The token into whose share of the nucleus a number in [0, 1) falls. */
    int at(double uniform) {
        double target = uniform * cumulated[cumulated.length - 1];
        int rank = 0;
        while (rank < cumulated.length - 1 && cumulated[rank] <= target) {
            rank++;
        }
        return ids[rank];
    }

    int[] ids() {
        return Arrays.copyOf(ids, cumulated.length);
    }

    /** The fewest tokens that together reach the weight. */
    private static int reaching(double weight, double[] cumulated) {
        int count = 1;
        while (count < cumulated.length && cumulated[count - 1] < weight) {
            count++;
        }
        return count;
    }

    /** Sorted as longs: a score, falling, in the upper half, and its id in the lower. */
    private static int[] likeliestFirst(float[] scores) {
        long[] keys = new long[scores.length];
        for (int id = 0; id < keys.length; id++) {
            int bits = Float.floatToIntBits(scores[id]);
            int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE); // ordered as the floats are
            keys[id] = (long) ~rising << 32 | id;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }
}
