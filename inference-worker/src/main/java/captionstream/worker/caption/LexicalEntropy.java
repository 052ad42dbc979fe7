package captionstream.worker.caption;

import java.util.stream.LongStream;

/** −Σ_w (n_w/N) ln(n_w/N) over the N tokens of a text. */
final class LexicalEntropy {
    private LexicalEntropy() {}

    static double of(long[] tokens) {
        long[] sorted = LongStream.of(tokens).sorted().toArray();
        double entropy = 0;
        for (int start = 0, end; start < sorted.length; start = end) {
            end = start + 1;
            while (end < sorted.length && sorted[end] == sorted[start]) {
                end++;
            }
            double share = (double) (end - start) / sorted.length;
            entropy -= share * Math.log(share);
        }
        return entropy + 0.0; // no negative zero
    }
}
