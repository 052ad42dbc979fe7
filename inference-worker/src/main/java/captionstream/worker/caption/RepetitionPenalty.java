package captionstream.worker.caption;

import java.util.stream.LongStream;

/**
 * Lowers the scores of tokens that were said already, in the prompt or since: a positive score is divided by the
 * factor, a negative one multiplied (Keskar et al. 2019, arXiv 1909.05858, as transformers completes it).
 *
 * @param factor 1 changes nothing, below 1 favours repetition
 */
public record RepetitionPenalty(double factor) {
    public static final RepetitionPenalty NONE = new RepetitionPenalty(1);

    /** @throws IllegalArgumentException naming the value that is wrong */
    public RepetitionPenalty {
        Setting.require(factor >= 0.1 && factor <= 10, "repetition-penalty", factor, "0.1 to 10");
    }

    /** In place; a token said twice is penalised once. */
    void apply(float[] scores, LongStream said) {
        said.distinct().forEach(id -> scores[(int) id] = penalised(scores[(int) id]));
    }

    private float penalised(float score) {
        return (float) (score < 0 ? score * factor : score / factor);
    }
}
