package captionstream.worker.caption;

import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.Tokenizer;
import java.util.Arrays;

/** Texts as the CLIP text tower takes them: between start- and end-of-text, cut to the context. */
final class CaptionText {
    private final Tokenizer tokenizer;
    private final int contextLength;

    /** @throws ModelFileException if the tokenizer does not end texts as the model expects */
    CaptionText(Tokenizer tokenizer, ClipConfig config, String file) {
        this.tokenizer = tokenizer;
        this.contextLength = config.contextLength();
        long[] probe = tokenizer.encodeWithSpecialTokens("a");
        if (probe.length == 0 || !config.endsText(probe[probe.length - 1])) {
            throw new ModelFileException(file, "does not end a text with the end-of-text id of clip/config.json");
        }
    }

    /** Truncated where need be, keeping end-of-text. */
    long[] ids(String text) {
        long[] ids = tokenizer.encodeWithSpecialTokens(text);
        if (ids.length <= contextLength) {
            return ids;
        }
        long[] cut = Arrays.copyOf(ids, contextLength);
        cut[contextLength - 1] = ids[ids.length - 1];
        return cut;
    }
}
