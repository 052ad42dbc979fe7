package captionstream.worker.train;

import java.util.Arrays;

/**
 * One example's tokens: a prompt, then what is to be predicted after it.
 *
 * @param ids prompt and continuation, the token that ends it included
 * @param promptLength at least 1, since the first prediction follows the prompt's last token; less than all
 */
public record CaptionSequence(long[] ids, int promptLength) {
    public CaptionSequence {
        if (promptLength < 1 || promptLength >= ids.length) {
            throw new IllegalArgumentException("a prompt of " + promptLength + " tokens in a sequence of " + ids.length
                    + " leaves nothing to learn");
        }
    }

    public static CaptionSequence of(long[] prompt, long[] continuation) {
        long[] ids = Arrays.copyOf(prompt, prompt.length + continuation.length);
        System.arraycopy(continuation, 0, ids, prompt.length, continuation.length);
        return new CaptionSequence(ids, prompt.length);
    }

    /** All but the last token: what the model is shown. */
    long[] inputs() {
        return Arrays.copyOf(ids, ids.length - 1);
    }
}
