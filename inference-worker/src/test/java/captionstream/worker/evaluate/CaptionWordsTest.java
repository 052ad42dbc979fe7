package captionstream.worker.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionWordsTest {

    @ParameterizedTest
    @MethodSource("captionsOfStanfordsTokenizer")
    void splitsAsTheCocoEvaluationDoes(JsonNode row) {
        List<String> expected = new ArrayList<>();
        row.get("words").forEach(word -> expected.add(word.asText()));

        assertThat(CaptionWords.of(row.get("caption").asText())).isEqualTo(expected);
    }

    static Stream<JsonNode> captionsOfStanfordsTokenizer() throws IOException {
        try (InputStream file = CaptionWordsTest.class.getResourceAsStream("/evaluate/words.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false);
        }
    }

    @Test
    void dropsWhatIsNoWordWhereTheCocoEvaluationKeepsIt() {
        // -lrb-, !! and etc. are words there.
        assertThat(CaptionWords.of("(Mr. A), [really]!! etc.")).containsExactly("mr", "a", "really", "etc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t\n", "...", "''", "–—“”", "\ud83d", "\u0000\u202e"})
    void findsNoWordsWhereThereAreNone(String text) {
        assertThat(CaptionWords.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-", "a.", "'s", "n't", "can", "x'", "1,", "#", "-"})
    void takesAnyLengthOfText(String piece) {
        assertThat(CaptionWords.of(piece.repeat(50_000))).hasSizeLessThanOrEqualTo(50_000);
    }
}
