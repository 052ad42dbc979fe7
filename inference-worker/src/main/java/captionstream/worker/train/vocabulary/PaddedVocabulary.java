package captionstream.worker.train.vocabulary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a small byte-level vocabulary up to the size a model asks for with made-up words, which texts never encode to
 * but random models say; the special tokens move to the end, where CLIP and GPT-2 have theirs.
 */
public final class PaddedVocabulary {
    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final String SPACE = "\u0120"; // the byte-level stand-in for a blank

    private PaddedVocabulary() {}

    public static ObjectNode pad(TokenizerFile tokenizer, int vocabSize) {
        ObjectNode json = tokenizer.json();
        ObjectNode vocabulary = json.withObject("model").withObject("vocab");
        List<String> specials = new ArrayList<>();
        json.path("added_tokens")
                .forEach(token -> specials.add(token.path("content").textValue()));
        vocabulary.remove(specials);
        int firstSpecial = vocabSize - specials.size();
        if (vocabulary.size() > firstSpecial) {
            throw new IllegalArgumentException(
                    "a vocabulary of " + tokenizer.vocabSize() + " does not fit into " + vocabSize);
        }
        for (int id = vocabulary.size(); id < firstSpecial; id++) {
            vocabulary.put(SPACE + word(id), id);
        }
        for (int i = 0; i < specials.size(); i++) {
            vocabulary.put(specials.get(i), firstSpecial + i);
            ((ObjectNode) json.path("added_tokens").get(i)).put("id", firstSpecial + i);
        }
        renumber(json.path("post_processor").path("cls"), vocabulary);
        renumber(json.path("post_processor").path("sep"), vocabulary);
        return json;
    }

    private static void renumber(JsonNode tokenAndId, ObjectNode vocabulary) {
        if (tokenAndId instanceof ArrayNode pair) {
            pair.set(1, vocabulary.get(pair.get(0).textValue()));
        }
    }

    private static String word(int number) {
        StringBuilder word = new StringBuilder();
        for (int rest = number; rest > 0; rest /= CONSONANTS.length() * VOWELS.length()) {
            int syllable = rest % (CONSONANTS.length() * VOWELS.length());
            word.append(CONSONANTS.charAt(syllable % CONSONANTS.length()))
                    .append(VOWELS.charAt(syllable / CONSONANTS.length()));
        }
        return word.toString();
    }
}
