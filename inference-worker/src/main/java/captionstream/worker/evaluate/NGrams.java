package captionstream.worker.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often each run of words occurs in a caption.
 *
 * @param words length of the caption
 * @param byLength runs of 1, 2, 3 and 4 words
 */
record NGrams(int words, List<Map<List<String>, Integer>> byLength) {
    static final int LONGEST = 4;

    static NGrams of(List<String> words) {
        List<Map<List<String>, Integer>> byLength = new ArrayList<>();
        for (int n = 1; n <= LONGEST; n++) {
            Map<List<String>, Integer> counts = new HashMap<>();
            for (int from = 0; from + n <= words.size(); from++) {
                counts.merge(List.copyOf(words.subList(from, from + n)), 1, Integer::sum);
            }
            byLength.add(counts);
        }
        return new NGrams(words.size(), byLength);
    }

    /** Occurrences of runs of n words, 1 to 4. */
    Map<List<String>, Integer> ofLength(int n) {
        return byLength.get(n - 1);
    }
}
