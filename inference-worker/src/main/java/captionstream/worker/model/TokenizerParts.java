package captionstream.worker.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Lets a {@code tokenizer.json} through if it is put together of what GPT-2's and CLIP's are put together of. The
 * native library can do far more, and aborts the process where it cannot: on an expression that backtracks too long,
 * for one.
 */
final class TokenizerParts {
    private static final int MAX_PARTS = 16;
    private static final int MAX_ADDED = 10_000;
    private static final int MAX_TEXT = 100;
    private static final String BLANKS = "\\s+";
    private static final String CLIP_WORDS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";
    private static final Set<String> WORDS = Set.of(
            CLIP_WORDS,
            "<\\|startoftext\\|>|<\\|endoftext\\|>|" + CLIP_WORDS,
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    private final String file;

    TokenizerParts(String file) {
        this.file = file;
    }

    /** @throws ModelFileException naming the part that is of another kind */
    void require(JsonNode tokenizer) {
        model(tokenizer.path("model"));
        addedTokens(tokenizer.path("added_tokens"));
        normalizer(tokenizer.path("normalizer"));
        preTokenizer(tokenizer.path("pre_tokenizer"));
        postProcessor(tokenizer.path("post_processor"));
        require(type(tokenizer.path("decoder")).equals("ByteLevel"), "decoder", tokenizer.path("decoder"));
    }

    private void model(JsonNode model) {
        boolean mayBeUntyped = isAbsent(model.path("type")); // GPT-2's own file is
        require(mayBeUntyped || type(model).equals("BPE"), "model type", model.path("type"));
        require(
                isAbsent(model.path("dropout")) || model.path("dropout").asDouble() == 0,
                "dropout",
                model.path("dropout"));
        for (String name : new String[] {"unk_token", "continuing_subword_prefix", "end_of_word_suffix"}) {
            require(isAbsent(model.path(name)) || isShort(model.path(name)), name, model.path(name));
        }
        require(model.path("vocab").isObject(), "vocab", model.path("vocab"));
        require(model.path("merges").isArray(), "merges", model.path("merges"));
    }

    private void addedTokens(JsonNode tokens) {
        require(isAbsent(tokens) || tokens.isArray() && tokens.size() <= MAX_ADDED, "added_tokens", tokens);
        for (JsonNode token : tokens) {
            boolean known = token.path("id").isIntegralNumber()
                    && isShort(token.path("content"))
                    && !token.path("content").textValue().isEmpty();
            require(known, "added token", token);
        }
    }

    private void normalizer(JsonNode normalizer) {
        switch (type(normalizer)) {
            case "", "NFC", "Lowercase" -> {}
            case "Replace" -> {
                boolean known = isRegex(normalizer, Set.of(BLANKS)) && isShort(normalizer.path("content"));
                require(known, "normalizer", normalizer);
            }
            case "Sequence" ->
                parts(normalizer.path("normalizers"), "normalizer").forEach(this::normalizer);
            default -> require(false, "normalizer", normalizer);
        }
    }

    private void preTokenizer(JsonNode preTokenizer) {
        switch (type(preTokenizer)) {
            case "ByteLevel" -> {}
            case "Split" -> require(isRegex(preTokenizer, WORDS), "pre_tokenizer", preTokenizer);
            case "Sequence" ->
                parts(preTokenizer.path("pretokenizers"), "pre_tokenizer").forEach(this::preTokenizer);
            default -> require(false, "pre_tokenizer", preTokenizer);
        }
    }

    private void postProcessor(JsonNode postProcessor) {
        switch (type(postProcessor)) {
            case "", "ByteLevel" -> {}
            case "RobertaProcessing" -> {
                boolean known = isTokenAndId(postProcessor.path("sep")) && isTokenAndId(postProcessor.path("cls"));
                require(known, "post_processor", postProcessor);
            }
            default -> require(false, "post_processor", postProcessor);
        }
    }

    private JsonNode parts(JsonNode parts, String name) {
        require(parts.isArray() && !parts.isEmpty() && parts.size() <= MAX_PARTS, name + " sequence", parts);
        for (JsonNode part : parts) {
            require(!type(part).isEmpty() && !type(part).equals("Sequence"), name, part);
        }
        return parts;
    }

    private void require(boolean met, String part, JsonNode what) {
        if (!met) {
            throw new ModelFileException(
                    file, "its " + part + " is none that GPT-2's or CLIP's tokenizers have: " + what);
        }
    }

    /** Empty where there is none. */
    private static String type(JsonNode part) {
        return isAbsent(part) ? "" : part.isObject() ? part.path("type").asText("?") : "?";
    }

    private static boolean isRegex(JsonNode part, Set<String> known) {
        JsonNode pattern = part.path("pattern");
        return pattern.size() == 1 && known.contains(pattern.path("Regex").asText());
    }

    private static boolean isTokenAndId(JsonNode pair) {
        return pair.size() == 2 && isShort(pair.get(0)) && pair.get(1).isIntegralNumber();
    }

    private static boolean isShort(JsonNode text) {
        return text.isTextual() && text.textValue().length() <= MAX_TEXT;
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
