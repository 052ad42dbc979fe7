package captionstream.worker.train.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BytePairsTest {
    /** The worked example of Sennrich et al. 2016, section 3.2, with its word counts. */
    private static Map<List<String>, Long> paperExample() {
        Map<List<String>, Long> words = new LinkedHashMap<>();
        words.put(List.of("l", "o", "w", "."), 5L);
        words.put(List.of("l", "o", "w", "e", "r", "."), 2L);
        words.put(List.of("n", "e", "w", "e", "s", "t", "."), 6L);
        words.put(List.of("w", "i", "d", "e", "s", "t", "."), 3L);
        return words;
    }

    @Test
    void mergesTheMostFrequentPairFirst() {
        // e s: 6 + 3 = 9, as are s t and t . at the start; then es t and est . with 9 each, l o with 7.
        assertThat(BytePairs.learn(paperExample(), 4))
                .extracting(BytePairs.Pair::toString)
                .containsExactly("e s", "es t", "est .", "l o");
    }

    @Test
    void stopsWhenEveryWordIsOneSymbol() {
        assertThat(BytePairs.learn(Map.of(List.of("a", "b", "c"), 1L), 100)).hasSize(2);
    }

    @Test
    void mergesRepeatedSymbolsFromTheLeft() {
        // aaa becomes aa a, not a aa.
        assertThat(BytePairs.learn(Map.of(List.of("a", "a", "a"), 1L), 2))
                .extracting(BytePairs.Pair::toString)
                .containsExactly("a a", "aa a");
    }
}
