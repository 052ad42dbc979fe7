package captionstream.worker.caption;

import java.util.List;

/**
 * How sure the language model was, over the L steps of a caption.
 *
 * @param meanTokenEntropy (1/L) Σ H_t in nats
 * @param normalizedEntropy the mean over ln |V|, in [0, 1]
 * @param meanLogProb (1/L) Σ ln p_t(y_t)
 */
public record Uncertainty(double meanTokenEntropy, double normalizedEntropy, double meanLogProb) {

    /** @param vocabularySize number of tokens the entropies range over, at least 2 */
    static Uncertainty of(List<GeneratedToken> tokens, int vocabularySize) {
        double entropy = 0;
        double logProb = 0;
        for (GeneratedToken token : tokens) {
            entropy += token.entropy();
            logProb += token.logProb();
        }
        double mean = entropy / tokens.size();
        double normalized = Math.min(1, Math.max(0, mean / Math.log(vocabularySize)));
        return new Uncertainty(mean, normalized, logProb / tokens.size());
    }

    /** 1 − normalized entropy. */
    public double confidence() {
        return 1 - normalizedEntropy;
    }
}
