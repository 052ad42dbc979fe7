package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * On a byte-level tokenizer without merges, whose ids are the bytes of the text in GPT-2's order of bytes: the
 * printable ones from "!" = 0 on, so "A" = 32 and "a" = 64; then the others from 0x00 = 188 on, so a blank = 220.
 */
class TokenizerTest {
    private static final Path BYTES = Path.of("src", "test", "resources", "tokenizer", "bytes.json");

    private final Tokenizer tokenizer = Tokenizer.load(BYTES, 257);

    @AfterEach
    void close() {
        tokenizer.close();
    }

    @Test
    void encodes_as_worked_by_hand() {
        assertThat(tokenizer.encode("A a")).containsExactly(32, 220, 64);
    }

    @Test
    void reads_the_end_of_text_token_in_a_text() {
        assertThat(tokenizer.encode("a<|endoftext|>")).containsExactly(64, 256);
        assertThat(tokenizer.decode(64, 256)).isEqualTo("a<|endoftext|>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "  two  blanks ",
                "a\nb\tc",
                "naïve café",
                "猫と犬",
                "🐈‍⬛ 👩🏽‍🚀",
                "\u0000\u0001\u001f",
                "\u202e\ufeff",
                "e\u0301"
            })
    void any_text_comes_back_as_it_was(String text) {
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "\ud83d"})
    void a_lone_surrogate_becomes_a_replacement_character(String text) {
        String expected = text.replaceAll("[\\ud800-\\udfff]", "\ufffd");

        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(expected);
    }

    @Test
    void a_long_text_is_not_cut() {
        assertThat(tokenizer.encode("z".repeat(10_000))).hasSize(10_000);
    }

    @Test
    void an_id_beyond_the_models_vocabulary_is_refused() {
        try (Tokenizer small = Tokenizer.load(BYTES, 100)) {
            assertThat(small.encode("a")).containsExactly(64);
            assertThatThrownBy(() -> small.encode(" "))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageEndingWith("gives id 220 to a model of 100 tokens");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1", "{\"model\":{\"type\":\"BPE\"}}"})
    void what_is_no_tokenizer_is_refused_by_name(String json, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json);

        assertThatThrownBy(() -> Tokenizer.load(file, 10))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("tokenizer.json");
    }
}
