package captionstream.worker.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What BLEU sums up over a corpus. */
final class BleuCounts {
    private final long[] matches = new long[NGrams.LONGEST];
    private final long[] all = new long[NGrams.LONGEST];
    private long length;
    private long closestLength;

    void add(NGrams caption, List<NGrams> references) {
        for (int n = 1; n <= NGrams.LONGEST; n++) {
            matches[n - 1] += matches(caption, references, n);
            all[n - 1] += Math.max(0, caption.words() - n + 1);
        }
        length += caption.words();
        closestLength += closest(caption.words(), references);
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

    private static int closest(int length, List<NGrams> references) {
        return references.stream()
                .map(NGrams::words)
                .min(Comparator.<Integer>comparingInt(words -> Math.abs(words - length))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    BleuScores scores() {
        double penalty = brevityPenalty();
        double[] scores = new double[NGrams.LONGEST];
        double logPrecisions = 0;
        for (int n = 1; n <= NGrams.LONGEST; n++) {
            double precision = all[n - 1] == 0 ? 0 : (double) matches[n - 1] / all[n - 1];
            logPrecisions += Math.log(precision);
            scores[n - 1] = penalty * Math.exp(logPrecisions / n);
        }
        return new BleuScores(scores[0], scores[1], scores[2], scores[3]);
    }

    private double brevityPenalty() {
        if (length >= closestLength) {
            return 1;
        }
        return length == 0 ? 0 : Math.exp(1 - (double) closestLength / length);
    }
}
