package captionstream.worker.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A {@code tokenizer.json}. Any Java string can be encoded: lone surrogates become U+FFFD. Safe for several threads. */
public final class Tokenizer implements AutoCloseable {
    /** The longest file that is read, in bytes; those of GPT-2 and CLIP have 1.4 and 2.2 MB. */
    public static final long MAX_SIZE = 50_000_000;

    private final HuggingFaceTokenizer tokenizer;
    private final String file;
    private final int vocabSize;

    private Tokenizer(HuggingFaceTokenizer tokenizer, String file, int vocabSize) {
        this.tokenizer = tokenizer;
        this.file = file;
        this.vocabSize = vocabSize;
    }

    /**
     * @param vocabSize rows of the model's token table, which no id may lie outside of
     * @throws ModelFileException if the file is missing or not a tokenizer
     */
    public static Tokenizer load(Path tokenizerJson, int vocabSize) {
        if (!Files.isRegularFile(tokenizerJson)) {
            throw new ModelFileException(tokenizerJson.toString(), "no such file");
        }
        Map<String, String> options = Map.of("truncation", "DO_NOT_TRUNCATE", "padding", "DO_NOT_PAD");
        try {
            if (Files.size(tokenizerJson) > MAX_SIZE) {
                throw new ModelFileException(
                        tokenizerJson.toString(), "has more than the " + MAX_SIZE + " bytes it may have");
            }
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(tokenizerJson, options);
            return new Tokenizer(tokenizer, tokenizerJson.toString(), vocabSize);
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ModelFileException(tokenizerJson.toString(), "is no tokenizer: " + e.getMessage(), e);
        }
    }

    /** The ids of the text alone. */
    public long[] encode(String text) {
        return ids(text, false);
    }

    /** The ids of the text with the special tokens around it that {@code tokenizer.json} asks for. */
    public long[] encodeWithSpecialTokens(String text) {
        return ids(text, true);
    }

    /** The text of the ids, special tokens included. */
    public String decode(long... ids) {
        return ids.length == 0 ? "" : tokenizer.decode(ids, false);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private long[] ids(String text, boolean specialTokens) {
        long[] ids = tokenizer.encode(wellFormed(text), specialTokens, false).getIds();
        for (long id : ids) {
            if (id < 0 || id >= vocabSize) {
                throw new ModelFileException(file, "gives id " + id + " to a model of " + vocabSize + " tokens");
            }
        }
        return ids;
    }

    private static String wellFormed(String text) {
        return text.codePoints()
                .map(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
