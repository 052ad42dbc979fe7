package captionstream.worker.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * BLEU of a whole corpus (Papineni et al. 2002): the geometric mean of clipped n-gram precisions, summed over the
 * corpus before they are divided, times a penalty for brevity against the references closest in length, the shorter of
 * two equally close. Nothing is smoothed: without a matching n-gram BLEU-n is 0, where the COCO evaluation shows a tiny
 * number. Immutable.
 */
public final class Bleu {
    private final References references;

    private Bleu(References references) {
        this.references = references;
    }

    /**
     * @param references for each image what people wrote about it
     * @throws IllegalArgumentException without images, or where one has no reference
     */
    public static Bleu of(List<List<String>> references) {
        return new Bleu(References.of(references));
    }

    /**
     * @param candidates one caption for each image, in their order
     * @throws IllegalArgumentException unless there is one for each image
     */
    public BleuScores score(List<String> candidates) {
        List<NGrams> captions = references.counted(candidates);
        double penalty = brevityPenalty(captions);
        double[] scores = new double[NGrams.LONGEST];
        double logPrecisions = 0;
        for (int n = 1; n <= NGrams.LONGEST; n++) {
            logPrecisions += Math.log(precision(captions, n));
            scores[n - 1] = penalty * Math.exp(logPrecisions / n);
        }
        return new BleuScores(scores[0], scores[1], scores[2], scores[3]);
    }

    private double precision(List<NGrams> captions, int n) {
        long matches = 0;
        long all = 0;
        for (int i = 0; i < captions.size(); i++) {
            matches += matches(captions.get(i), references.images().get(i), n);
            all += Math.max(0, captions.get(i).words() - n + 1);
        }
        return all == 0 ? 0 : (double) matches / all;
    }

    /** Each n-gram counts at most as often as in the reference that has it most often. */
    private static long matches(NGrams caption, List<NGrams> references, int n) {
        long matches = 0;
        for (Map.Entry<List<String>, Integer> found : caption.ofLength(n).entrySet()) {
            int most = references.stream()
                    .mapToInt(reference -> reference.ofLength(n).getOrDefault(found.getKey(), 0))
                    .max()
                    .orElseThrow();
            matches += Math.min(found.getValue(), most);
        }
        return matches;
    }

    private double brevityPenalty(List<NGrams> captions) {
        long length = 0;
        long wanted = 0;
        for (int i = 0; i < captions.size(); i++) {
            length += captions.get(i).words();
            wanted += closest(captions.get(i).words(), references.images().get(i));
        }
        if (length >= wanted) {
            return 1;
        }
        return length == 0 ? 0 : Math.exp(1 - (double) wanted / length);
    }

    private static int closest(int length, List<NGrams> references) {
        return references.stream()
                .map(NGrams::words)
                .min(Comparator.<Integer>comparingInt(words -> Math.abs(words - length))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
