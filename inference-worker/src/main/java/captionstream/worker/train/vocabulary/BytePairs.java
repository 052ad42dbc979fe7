package captionstream.worker.train.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns byte-pair merges (Sennrich et al. 2016, arXiv 1508.07909): the most frequent pair of neighbours becomes one
 * symbol, again and again; of equally frequent pairs the alphabetically first.
 */
final class BytePairs {
    private BytePairs() {}

    record Pair(String left, String right) {
        String joined() {
            return left + right;
        }

        @Override
        public String toString() {
            return left + " " + right;
        }
    }

    private record Word(List<String> symbols, long count) {}

    /** @param words each as its symbols, with the number of times it occurs */
    static List<Pair> learn(Map<List<String>, Long> words, int merges) {
        List<Word> corpus = new ArrayList<>();
        words.forEach((symbols, count) -> corpus.add(new Word(symbols, count)));
        List<Pair> learnt = new ArrayList<>();
        while (learnt.size() < merges) {
            Map<Pair, Long> counts = count(corpus);
            if (counts.isEmpty()) {
                break;
            }
            Pair best = mostFrequent(counts);
            corpus.replaceAll(word -> new Word(merged(word.symbols(), best), word.count()));
            learnt.add(best);
        }
        return learnt;
    }

    private static Map<Pair, Long> count(List<Word> corpus) {
        Map<Pair, Long> counts = new HashMap<>();
        for (Word word : corpus) {
            for (int i = 1; i < word.symbols().size(); i++) {
                counts.merge(new Pair(word.symbols().get(i - 1), word.symbols().get(i)), word.count(), Long::sum);
            }
        }
        return counts;
    }

    private static Pair mostFrequent(Map<Pair, Long> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.<Pair, Long>comparingByValue()
                        .thenComparing(entry -> entry.getKey().toString(), Comparator.reverseOrder()))
                .orElseThrow()
                .getKey();
    }

    private static List<String> merged(List<String> symbols, Pair pair) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < symbols.size(); i++) {
            boolean here = i + 1 < symbols.size()
                    && symbols.get(i).equals(pair.left())
                    && symbols.get(i + 1).equals(pair.right());
            result.add(here ? pair.joined() : symbols.get(i));
            i += here ? 1 : 0;
        }
        return result;
    }
}
