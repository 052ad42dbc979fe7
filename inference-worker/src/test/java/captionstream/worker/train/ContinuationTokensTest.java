package captionstream.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.model.Tokenizer;
import captionstream.worker.train.vocabulary.TokenizerFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuationTokensTest {
    @TempDir
    Path folder;

    private Tokenizer tokenizer;
    private int endOfText;

    @BeforeEach
    void learnTokens() {
        TokenizerFile file = TokenizerFile.gpt2(List.of("A cat sits on a mat."), 50);
        file.write(folder.resolve("tokenizer.json"));
        tokenizer = Tokenizer.load(folder.resolve("tokenizer.json"), file.vocabSize());
        endOfText = file.vocabSize() - 1;
    }

    @AfterEach
    void closeTokenizer() {
        tokenizer.close();
    }

    private Continuation continuation(String caption, int longest) {
        return new ContinuationTokens(tokenizer, endOfText, longest).of(caption).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A cat sits.|' a cat sits.'",
                "a cat sits|' a cat sits.'",
                "' A cat. '|' a cat.'",
                "A cat ...|' a cat.'",
                "TV on a mat.|' TV on a mat.'",
                "McDonald sits.|' McDonald sits.'",
                "A cat. It sits.|' a cat. It sits.'",
                "Is it a cat?|' is it a cat?<|endoftext|>'",
                "A cat!|' a cat!<|endoftext|>'",
                "猫|' 猫.'"
            })
    void goes_on_a_sentence_and_ends_it(String caption, String said) {
        assertThat(tokenizer.decode(continuation(caption, 60).ids())).isEqualTo(said);
    }

    @Test
    void ends_in_the_token_at_which_decoding_stops() {
        long[] ids = continuation("A cat sits.", 60).ids();

        assertThat(tokenizer.decode(ids[ids.length - 1])).isEqualTo(".");
    }

    @Test
    void what_is_too_long_is_cut_and_does_not_end() {
        Continuation cut = continuation("cat ".repeat(1000), 5);

        assertThat(cut.truncated()).isTrue();
        assertThat(tokenizer.decode(cut.ids())).isEqualTo(" cat".repeat(5));
    }

    @Test
    void what_just_fits_is_whole() {
        Continuation whole = continuation("cat cat cat cat", 5);

        assertThat(whole.truncated()).isFalse();
        assertThat(tokenizer.decode(whole.ids())).isEqualTo(" cat cat cat cat.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ".", " . . "})
    void what_says_nothing_gives_nothing(String caption) {
        assertThat(new ContinuationTokens(tokenizer, endOfText, 60).of(caption)).isEmpty();
    }
}
