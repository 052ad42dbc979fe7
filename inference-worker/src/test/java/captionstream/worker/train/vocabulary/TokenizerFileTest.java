package captionstream.worker.train.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.model.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFileTest {
    private static final List<String> CORPUS = List.of("An image of a red apple.", "This image shows a red apple.");

    @TempDir
    Path folder;

    private Tokenizer load(TokenizerFile file) {
        Path json = folder.resolve("tokenizer.json");
        file.write(json);
        return Tokenizer.load(json, file.vocabSize());
    }

    @ParameterizedTest
    @ValueSource(strings = {"An image of a red apple.", "Zürich, 猫 & 🍎 — 42%", "  two  spaces", "it's\ta\nline"})
    void gpt2GivesBackEveryText(String text) {
        try (Tokenizer tokenizer = load(TokenizerFile.gpt2(CORPUS, 100))) {
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void gpt2LearnsTheWordsOfItsTextAsOneTokenEach() {
        try (Tokenizer tokenizer = load(TokenizerFile.gpt2(CORPUS, 100))) {
            assertThat(tokenizer.encode("An image of a red apple.")).hasSize(7);
        }
    }

    @Test
    void gpt2CountsTheBytesTheMergesAndEndOfText() {
        TokenizerFile file = TokenizerFile.gpt2(CORPUS, 10);
        assertThat(file.vocabSize()).isEqualTo(256 + 10 + 1);
        try (Tokenizer tokenizer = load(file)) {
            assertThat(tokenizer.encode("<|endoftext|>")).containsExactly(266);
        }
    }

    @Test
    void clipPutsStartAndEndAroundALowerCasedText() {
        TokenizerFile file = TokenizerFile.clip(CORPUS, 10);
        assertThat(file.vocabSize()).isEqualTo(512 + 10 + 2);
        try (Tokenizer tokenizer = load(file)) {
            long[] ids = tokenizer.encodeWithSpecialTokens("A Red APPLE.");
            assertThat(ids).startsWith(522).endsWith(523);
            assertThat(ids).isEqualTo(tokenizer.encodeWithSpecialTokens("a  red apple ."));
        }
    }

    @Test
    void clipEncodesWhatItNeverSaw() {
        try (Tokenizer tokenizer = load(TokenizerFile.clip(CORPUS, 10))) {
            assertThat(tokenizer.encodeWithSpecialTokens("猫")).hasSize(2 + 3);
        }
    }
}
