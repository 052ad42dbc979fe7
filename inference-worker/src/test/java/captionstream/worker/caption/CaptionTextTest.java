package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.PublishedTokenizer;
import captionstream.worker.model.Tokenizer;
import captionstream.worker.model.TokenizerReference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tokenizer in CLIP's form, against an implementation in Python that shares no code with it. */
class CaptionTextTest {
    private static final int END = 2513;
    private static final ClipConfig.Tower TOWER = new ClipConfig.Tower(8, 8, 1, 1, "quick_gelu", 1e-5);
    private static final ClipConfig CONFIG = new ClipConfig(TOWER, END + 1, 77, END, TOWER, 8, 8, 8);

    private static Tokenizer tokenizer;
    private static CaptionText captionText;

    @BeforeAll
    static void load(@TempDir Path folder) {
        Path file = folder.resolve("tokenizer.json");
        PublishedTokenizer.writeClip(TokenizerReference.clipMerges(), END + 1, file);
        tokenizer = Tokenizer.load(file, END + 1);
        captionText = new CaptionText(tokenizer, CONFIG, file.toString());
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    static List<TokenizerReference> references() {
        return TokenizerReference.all("clip");
    }

    @ParameterizedTest
    @MethodSource("references")
    void every_text_gets_the_ids_that_the_other_implementation_gives_it(TokenizerReference reference) {
        assertThat(captionText.ids(reference.text())).isEqualTo(reference.ids());
    }

    @ParameterizedTest
    @MethodSource("references")
    void every_text_stays_within_the_context_and_ends_with_end_of_text(TokenizerReference reference) {
        long[] ids = captionText.ids(reference.text());

        assertThat(ids).hasSizeBetween(2, 77).startsWith(END - 1).endsWith(END);
    }

    @Test
    void letters_are_lowered_and_white_space_between_words_does_not_matter() {
        assertThat(captionText.ids(" A  Photo\n\u3000OF a\tCat ")).isEqualTo(captionText.ids("a photo of a cat"));
    }
}
