package captionstream.worker.caption;

import java.util.Arrays;
import java.util.List;

/** The most probable tokens of a distribution, the likeliest first, of equals the lower id first. */
final class LikeliestTokens {
    private LikeliestTokens() {}

    record Candidate(int id, float logProb) {}

    /**
     * @param logProbs one per token of the vocabulary
     * @param count how many, at least 1; all where the vocabulary has fewer
     */
    static List<Candidate> of(float[] logProbs, int count) {
        int[] ids = new int[Math.min(count, logProbs.length)];
        for (int id = 0; id < logProbs.length; id++) {
            if (id < ids.length) {
                insert(id, ids, id, logProbs);
            } else if (logProbs[id] > logProbs[ids[ids.length - 1]]) {
                insert(id, ids, ids.length - 1, logProbs);
            }
        }
        return Arrays.stream(ids)
                .mapToObj(id -> new Candidate(id, logProbs[id]))
                .toList();
    }

    /** Behind all that are at least as likely; what stood in {@code last} drops out. */
    private static void insert(int id, int[] ids, int last, float[] logProbs) {
        int place = last;
        while (place > 0 && logProbs[id] > logProbs[ids[place - 1]]) {
            ids[place] = ids[place - 1];
            place--;
        }
        ids[place] = id;
    }
}
