package captionstream.worker.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.model.Gpt2;
import captionstream.worker.model.Torch;
import java.util.Arrays;
import java.util.List;

/**
 * What a prefix would be if it were words: position p of k is the mean of GPT-2's embeddings of tokens ⌊pn/k⌋ to
 * ⌊(p+1)n/k⌋ − 1 of a caption of n tokens, at least one of them. The token that ends a caption does not count.
 */
final class TokenMeans {
    private final Gpt2 gpt2;
    private final int prefix;

    TokenMeans(Gpt2 gpt2, int prefix) {
        this.gpt2 = gpt2;
        this.prefix = prefix;
    }

    /** {@code [n, K * D]}, rows behind one another. */
    double[] of(List<long[]> continuations, NDManager manager) {
        long[][] rows = continuations.stream().map(TokenMeans::words).toArray(long[][]::new);
        int length = Rows.longest(rows);
        int width = gpt2.config().width();
        double[] means = new double[rows.length * prefix * width];
        try (NDManager scratch = manager.newSubManager()) {
            NDArray ids = Torch.owned(scratch.create(Rows.flat(rows), new Shape(rows.length, length)));
            float[] embedded = gpt2.embed(ids).toFloatArray(); // [n, T, D]
            for (int row = 0; row < rows.length; row++) {
                for (int p = 0; p < prefix; p++) {
                    int from = p * rows[row].length / prefix;
                    int to = Math.max(from + 1, (p + 1) * rows[row].length / prefix);
                    addMean(embedded, row * length + from, row * length + to, means, (row * prefix + p) * width);
                }
            }
        }
        return means;
    }

    private static long[] words(long[] continuation) {
        return Arrays.copyOf(continuation, Math.max(1, continuation.length - 1));
    }

    private void addMean(float[] embedded, int from, int to, double[] means, int at) {
        int width = gpt2.config().width();
        for (int token = from; token < to; token++) {
            for (int d = 0; d < width; d++) {
                means[at + d] += embedded[token * width + d] / (double) (to - from);
            }
        }
    }
}
