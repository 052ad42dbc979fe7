package captionstream.worker.train.vocabulary;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns a small vocabulary from a text and describes it as a Hugging Face {@code tokenizer.json} of the same build as
 * GPT-2's or CLIP's own. All 256 bytes are in it, so that any text can be encoded.
 */
public record TokenizerFile(ObjectNode json, int vocabSize) {
    static final String START = "<|startoftext|>";
    static final String END = "<|endoftext|>";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String WORD_END = "</w>";
    private static final String CLIP_WORDS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
    private static final String GPT2_WORDS =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    /** End-of-text is the last id. */
    public static TokenizerFile gpt2(List<String> text, int merges) {
        List<BytePairs.Pair> pairs = BytePairs.learn(words(text, GPT2_WORDS, ""), merges);
        List<String> vocabulary = new ArrayList<>(ByteAlphabet.all());
        pairs.forEach(pair -> vocabulary.add(pair.joined()));
        vocabulary.add(END);

        ObjectNode json = skeleton(vocabulary, pairs, "", List.of(END));
        json.putNull("normalizer");
        json.set("pre_tokenizer", byteLevel(false));
        json.set("post_processor", byteLevel(true));
        json.withObject("model").putNull("unk_token");
        return new TokenizerFile(json, vocabulary.size());
    }

    /** Lower-cases; start-of-text and end-of-text are the last two ids and stand around every text. */
    public static TokenizerFile clip(List<String> text, int merges) {
        List<String> lower =
                text.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
        List<BytePairs.Pair> pairs = BytePairs.learn(words(lower, CLIP_WORDS, WORD_END), merges);
        List<String> vocabulary = new ArrayList<>(ByteAlphabet.all());
        ByteAlphabet.all().forEach(symbol -> vocabulary.add(symbol + WORD_END));
        pairs.forEach(pair -> vocabulary.add(pair.joined()));
        vocabulary.add(START);
        vocabulary.add(END);

        ObjectNode json = skeleton(vocabulary, pairs, WORD_END, List.of(START, END));
        json.set("normalizer", lowerCasing());
        json.set("pre_tokenizer", wordSplitting());
        ObjectNode around = json.putObject("post_processor").put("type", "RobertaProcessing");
        around.putArray("sep").add(END).add(vocabulary.size() - 1);
        around.putArray("cls").add(START).add(vocabulary.size() - 2);
        around.put("trim_offsets", false).put("add_prefix_space", false);
        json.withObject("model").put("unk_token", END);
        return new TokenizerFile(json, vocabulary.size());
    }

    public void write(Path file) {
        try {
            JSON.writeValue(file.toFile(), json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static Map<List<String>, Long> words(List<String> text, String pattern, String end) {
        Map<List<String>, Long> counts = new LinkedHashMap<>();
        Pattern word = Pattern.compile(pattern);
        for (String line : text) {
            for (Matcher matcher = word.matcher(line); matcher.find(); ) {
                List<String> symbols = ByteAlphabet.spell(matcher.group());
                symbols.set(symbols.size() - 1, symbols.get(symbols.size() - 1) + end);
                counts.merge(symbols, 1L, Long::sum);
            }
        }
        return counts;
    }

    private static ObjectNode skeleton(
            List<String> vocabulary, List<BytePairs.Pair> pairs, String wordEnd, List<String> special) {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", "1.0").putNull("truncation").putNull("padding");
        special.forEach(token -> json.withArray("added_tokens")
                .addObject()
                .put("id", vocabulary.indexOf(token))
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true));
        json.set("decoder", byteLevel(true));
        ObjectNode model = json.putObject("model").put("type", "BPE");
        model.putNull("dropout").put("continuing_subword_prefix", "").put("end_of_word_suffix", wordEnd);
        model.put("fuse_unk", false);
        ObjectNode ids = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            ids.put(vocabulary.get(id), id);
        }
        pairs.forEach(pair -> model.withArray("merges").add(pair.toString()));
        return json;
    }

    private static ObjectNode byteLevel(boolean prefixSpace) {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", prefixSpace)
                .put("trim_offsets", true);
    }

    private static ObjectNode lowerCasing() {
        ObjectNode sequence = JSON.createObjectNode().put("type", "Sequence");
        sequence.withArray("normalizers").addObject().put("type", "NFC");
        ObjectNode spaces = sequence.withArray("normalizers").addObject().put("type", "Replace");
        spaces.put("content", " ").putObject("pattern").put("Regex", "\\s+");
        sequence.withArray("normalizers").addObject().put("type", "Lowercase");
        return sequence;
    }

    private static ObjectNode wordSplitting() {
        ObjectNode sequence = JSON.createObjectNode().put("type", "Sequence");
        ObjectNode split = sequence.withArray("pretokenizers").addObject().put("type", "Split");
        split.put("behavior", "Removed")
                .put("invert", true)
                .putObject("pattern")
                .put("Regex", CLIP_WORDS);
        sequence.withArray("pretokenizers").add(byteLevel(false));
        return sequence;
    }
}
