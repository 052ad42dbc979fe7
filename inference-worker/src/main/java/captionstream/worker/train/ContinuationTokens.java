package captionstream.worker.train;

import captionstream.worker.model.Tokenizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns what people wrote about an image into what GPT-2 is to say after a prompt: "A cat sits." becomes " a cat
 * sits", then the token of the full stop, at which decoding ends. A sentence that ends in ! or ? is followed by
 * end-of-text instead; one that is cut is followed by nothing.
 */
final class ContinuationTokens {
    private static final Pattern END = Pattern.compile("[\\s.]+$");
    private static final Pattern FIRST_WORD = Pattern.compile("^\\p{Lu}[^\\s\\p{Lu}]*(\\s.*)?$", Pattern.DOTALL);

    private final Tokenizer tokenizer;
    private final long endOfText;
    private final int longest;

    /** @param longest tokens, the one that ends the caption included */
    ContinuationTokens(Tokenizer tokenizer, long endOfText, int longest) {
        this.tokenizer = tokenizer;
        this.endOfText = endOfText;
        this.longest = longest;
    }

    /** Empty where the caption says nothing. */
    Optional<Continuation> of(String caption) {
        String text = END.matcher(caption.strip()).replaceFirst("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        long[] words = tokenizer.encode(" " + withoutCapital(text));
        if (words.length >= longest) {
            return Optional.of(new Continuation(Arrays.copyOf(words, longest), true));
        }
        long[] ids = Arrays.copyOf(words, words.length + 1);
        ids[words.length] = end(text);
        return Optional.of(new Continuation(ids, false));
    }

    /** "A cat" goes on a sentence as "a cat"; "TV" and "McDonald" stay as they are. */
    private static String withoutCapital(String text) {
        return FIRST_WORD.matcher(text).matches()
                ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
                : text;
    }

    private long end(String text) {
        long[] stop = tokenizer.encode(".");
        return text.endsWith("!") || text.endsWith("?") || stop.length != 1 ? endOfText : stop[0];
    }
}
