package captionstream.worker.caption;

/** Why decoding stopped. */
public enum FinishReason {
    /** A token that reads "." ended the sentence. */
    SENTENCE,
    /** The model said end-of-text, which is not part of the caption. */
    END_OF_TEXT,
    /** The limit of new tokens, or of the model's context, was reached. */
    LENGTH
}
