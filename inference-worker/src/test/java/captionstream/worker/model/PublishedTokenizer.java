package captionstream.worker.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code tokenizer.json} with the settings that those of GPT-2 and CLIP have, around the merges of a file. */
public final class PublishedTokenizer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String END = "<|endoftext|>";
    private static final String START = "<|startoftext|>";
    private static final String WORD_END = "</w>";

    private static final String GPT2 = """
            {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
             "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true},
             "post_processor": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": false},
             "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true},
             "model": {"dropout": null, "unk_token": null, "continuing_subword_prefix": "", "end_of_word_suffix": "",
                       "fuse_unk": false}}
            """;

    private static final String CLIP = """
            {"version": "1.0", "truncation": null, "padding": null,
             "normalizer": {"type": "Sequence", "normalizers": [
                 {"type": "NFC"},
                 {"type": "Replace", "pattern": {"Regex": "\\\\s+"}, "content": " "},
                 {"type": "Lowercase"}]},
             "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                 {"type": "Split", "behavior": "Removed", "invert": true, "pattern":
                     {"Regex": "'s|'t|'re|'ve|'m|'ll|'d|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+"}},
                 {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true}]},
             "post_processor": {"type": "RobertaProcessing", "trim_offsets": false, "add_prefix_space": false},
             "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true},
             "model": {"type": "BPE", "dropout": null, "unk_token": "<|endoftext|>", "continuing_subword_prefix": "",
                       "end_of_word_suffix": "</w>", "fuse_unk": false}}
            """;

    private PublishedTokenizer() {}

    /** The alphabet, one token per merge, end-of-text. */
    public static void writeGpt2(List<String> merges, Path file) {
        List<String> tokens = ByteLetters.inOrderOfIds();
        merges.forEach(merge -> tokens.add(merge.replace(" ", "")));
        ObjectNode json = json(GPT2);
        addSpecial(json, END, tokens.size(), true);
        write(json, tokens, merges, file);
    }

    /** The alphabet, the same at the end of a word, one token per merge; start and end of text are the last two ids. */
    public static void writeClip(List<String> merges, int vocabSize, Path file) {
        List<String> tokens = ByteLetters.inOrderOfIds();
        ByteLetters.inOrderOfIds().forEach(letter -> tokens.add(letter + WORD_END));
        merges.forEach(merge -> tokens.add(merge.replace(" ", "")));
        ObjectNode json = json(CLIP);
        addSpecial(json, START, vocabSize - 2, false);
        addSpecial(json, END, vocabSize - 1, false);
        ObjectNode around = json.withObject("post_processor");
        around.putArray("cls").add(START).add(vocabSize - 2);
        around.putArray("sep").add(END).add(vocabSize - 1);
        write(json, tokens, merges, file);
    }

    private static void addSpecial(ObjectNode json, String token, int id, boolean normalized) {
        json.withArray("added_tokens")
                .addObject()
                .put("id", id)
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", normalized)
                .put("special", true);
        json.withObject("model").withObject("vocab").put(token, id);
    }

    private static void write(ObjectNode json, List<String> tokens, List<String> merges, Path file) {
        ObjectNode vocabulary = json.withObject("model").withObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id), id);
        }
        merges.forEach(json.withObject("model").withArray("merges")::add);
        try {
            JSON.writeValue(file.toFile(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The visible letters that stand for bytes: printable ones for themselves, first; then U+0100 on for the others. */
    private static final class ByteLetters {
        static List<String> inOrderOfIds() {
            List<String> letters = new ArrayList<>();
            for (int b = 0; b < 256; b++) {
                if (isPrintable(b)) {
                    letters.add(Character.toString(b));
                }
            }
            for (int other = 256; letters.size() < 256; other++) {
                letters.add(Character.toString(other));
            }
            return letters;
        }

        private static boolean isPrintable(int b) {
            return b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xff && b != 0xad;
        }
    }
}
