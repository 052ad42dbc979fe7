package captionstream.worker.caption;

import captionstream.worker.model.Tokenizer;
import org.jspecify.annotations.Nullable;

/** The text of each token on its own, decoded once. */
final class TokenTexts {
    private final Tokenizer tokenizer;
    private final @Nullable String[] texts;

    TokenTexts(Tokenizer tokenizer, int vocabSize) {
        this.tokenizer = tokenizer;
        this.texts = new String[vocabSize];
    }

    String of(long id) {
        String known = texts[(int) id];
        if (known != null) {
            return known;
        }
        String text = tokenizer.decode(id);
        texts[(int) id] = text;
        return text;
    }

    boolean endsSentence(long id) {
        return of(id).strip().equals(".");
    }
}
