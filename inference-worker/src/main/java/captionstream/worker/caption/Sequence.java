package captionstream.worker.caption;

import captionstream.worker.caption.LikeliestTokens.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** One caption being decoded: where it starts, and each step it has taken. */
final class Sequence {
    private final int image;
    private final String imageId;
    private final long[] prompt;
    private final int limit;
    private long[] ids = new long[16];
    private double[] entropies = new double[16];
    private double[] logProbs = new double[16];
    private final List<List<Candidate>> likeliest = new ArrayList<>();
    private int steps;
    private @Nullable FinishReason finishReason;

    /**
     * @param image row of the prefix it continues
     * @param limit steps it may take, at least 1
     */
    Sequence(int image, String imageId, long[] prompt, int limit) {
        this.image = image;
        this.imageId = imageId;
        this.prompt = prompt;
        this.limit = limit;
    }

    /** Notes what the model holds likeliest for the step that is about to be taken. */
    void note(List<Candidate> candidates) {
        likeliest.add(candidates);
    }

    /** Takes one step; one whose numbers are not finite is the last. */
    void append(long id, double entropy, double logProb, long endOfText, LongPredicate endsSentence) {
        if (steps == ids.length) {
            ids = Arrays.copyOf(ids, 2 * steps);
            entropies = Arrays.copyOf(entropies, 2 * steps);
            logProbs = Arrays.copyOf(logProbs, 2 * steps);
        }
        ids[steps] = id;
        entropies[steps] = entropy;
        logProbs[steps++] = logProb;
        if (id == endOfText) {
            finishReason = FinishReason.END_OF_TEXT;
        } else if (endsSentence.test(id)) {
            finishReason = FinishReason.SENTENCE;
        } else if (steps == limit || !isFinite()) {
            finishReason = FinishReason.LENGTH;
        }
    }

    boolean isFinished() {
        return finishReason != null;
    }

    /** Whether the model gave a number at every step. */
    boolean isFinite() {
        return Double.isFinite(entropies[steps - 1]) && Double.isFinite(logProbs[steps - 1]);
    }

    FinishReason finishReason() {
        if (finishReason == null) {
            throw new IllegalStateException("still decoding");
        }
        return finishReason;
    }

    int limit() {
        return limit;
    }

    int image() {
        return image;
    }

    String imageId() {
        return imageId;
    }

    long[] prompt() {
        return prompt;
    }

    int steps() {
        return steps;
    }

    long lastId() {
        return ids[steps - 1];
    }

    long id(int step) {
        return ids[step];
    }

    double entropy(int step) {
        return entropies[step];
    }

    double logProb(int step) {
        return logProbs[step];
    }

    /** What was noted for the step; nothing where nothing was asked for. */
    List<Candidate> likeliest(int step) {
        return step < likeliest.size() ? likeliest.get(step) : List.of();
    }

    /** The ids of the prompt, then those generated so far. */
    LongStream said() {
        return LongStream.concat(LongStream.of(prompt), LongStream.of(ids).limit(steps));
    }

    /** The ids of the caption: the prompt's and the generated ones, without end-of-text. */
    long[] captionIds() {
        int generated = finishReason == FinishReason.END_OF_TEXT ? steps - 1 : steps;
        long[] all = Arrays.copyOf(prompt, prompt.length + generated);
        System.arraycopy(ids, 0, all, prompt.length, generated);
        return all;
    }
}
