package captionstream.cli.audit;

import captionstream.Caption;
import java.util.Arrays;
import java.util.Objects;

/** Each outcome is promised at least once: it may come again, if it says the same. */
final class SameAgain implements Repetition {
    private static final int[] NONE = {};

    /** Of a request with eight prompts. */
    private static final int BYTES_PER_REQUEST = 4 + 16 + 8 * Integer.BYTES;

    /** Hashes of what captions say, by their prompt. */
    private int[][] said = new int[0][];

    @Override
    public int bytesPerRequest() {
        return BYTES_PER_REQUEST;
    }

    @Override
    public void extend(int rows) {
        int before = said.length;
        said = Arrays.copyOf(said, rows);
        Arrays.fill(said, before, rows, NONE);
    }

    @Override
    public void first(int row, Caption caption) {
        int index = caption.getPromptIndex();
        if (index >= said[row].length) {
            said[row] = Arrays.copyOf(said[row], Math.max(index + 1, caption.getPromptCount()));
        }
        said[row][index] = hash(caption);
    }

    @Override
    public RequestMark again(int row, Caption caption) {
        return said[row][caption.getPromptIndex()] == hash(caption)
                ? RequestMark.SETTLED_AGAIN
                : RequestMark.CAPTIONED_DIFFERENTLY;
    }

    private static int hash(Caption caption) {
        return Objects.hash(caption.getImageId(), caption.getPrompt(), caption.getCaption());
    }

    /** The reason may be another: what a server answers changes. */
    @Override
    public RequestMark deadLetterAgain() {
        return RequestMark.SETTLED_AGAIN;
    }
}
