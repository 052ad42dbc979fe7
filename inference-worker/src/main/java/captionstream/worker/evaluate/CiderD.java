package captionstream.worker.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CIDEr-D (Vedantam et al. 2015, arXiv 1411.5726): cosine of tf-idf weighted n-grams of 1 to 4 words, mean over lengths
 * and references, candidate weights clipped to the reference's, a Gaussian penalty (sigma 6) on the difference in
 * length, times 10. An n-gram's idf is ln(images / images with a reference that has it), so a word said of every image
 * weighs nothing and a corpus of one image scores 0. Immutable.
 */
public final class CiderD {
    private static final double SIGMA = 6;
    private static final double FACTOR = 10;

    private final References references;
    private final Map<List<String>, Integer> imagesWith = new HashMap<>();
    private final double logImages;

    CiderD(References references) {
        this.references = references;
        this.logImages = Math.log(references.size());
        for (int i = 0; i < references.size(); i++) {
            countOnce(references.of(i));
        }
    }

    private void countOnce(List<NGrams> image) {
        Set<List<String>> said = new HashSet<>();
        image.forEach(reference -> reference.byLength().forEach(counts -> said.addAll(counts.keySet())));
        said.forEach(ngram -> imagesWith.merge(ngram, 1, Integer::sum));
    }

    /**
     * @param references for each image what people wrote about it
     * @throws IllegalArgumentException without images, or where one has no reference
     */
    public static CiderD of(List<List<String>> references) {
        return new CiderD(References.of(references));
    }

    /**
     * @param each the score of each caption, from 0 to 10
     * @param mean over all of them: the score of the corpus
     */
    public record Scores(double mean, List<Double> each) {}

    /**
     * @param candidates one caption for each image, in their order
     * @throws IllegalArgumentException unless there is one for each image
     */
    public Scores score(List<String> candidates) {
        references.requireOneEach(candidates);
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            each.add(score(NGrams.of(CaptionWords.of(candidates.get(i))), references.of(i)));
        }
        return new Scores(
                each.stream().mapToDouble(Double::doubleValue).average().orElseThrow(), List.copyOf(each));
    }

    private double score(NGrams caption, List<NGrams> references) {
        List<Map<List<String>, Double>> said = weights(caption);
        double sum = 0;
        for (NGrams reference : references) {
            List<Map<List<String>, Double>> wanted = weights(reference);
            double difference = caption.words() - reference.words();
            double penalty = Math.exp(-difference * difference / (2 * SIGMA * SIGMA));
            for (int n = 0; n < NGrams.LONGEST; n++) {
                sum += penalty * similarity(said.get(n), wanted.get(n));
            }
        }
        return FACTOR * sum / NGrams.LONGEST / references.size();
    }

    private List<Map<List<String>, Double>> weights(NGrams caption) {
        return caption.byLength().stream().map(this::weights).toList();
    }

    /** Counts times idf; an n-gram that no reference has counts as if one image's had it. */
    private Map<List<String>, Double> weights(Map<List<String>, Integer> counts) {
        Map<List<String>, Double> weights = new HashMap<>();
        counts.forEach((ngram, count) ->
                weights.put(ngram, count * (logImages - Math.log(imagesWith.getOrDefault(ngram, 1)))));
        return weights;
    }

    private static double similarity(Map<List<String>, Double> caption, Map<List<String>, Double> reference) {
        double lengths = length(caption) * length(reference);
        if (lengths == 0) {
            return 0;
        }
        double product = 0;
        for (Map.Entry<List<String>, Double> weight : caption.entrySet()) {
            double other = reference.getOrDefault(weight.getKey(), 0.0);
            product += Math.min(weight.getValue(), other) * other;
        }
        return product / lengths;
    }

    private static double length(Map<List<String>, Double> weights) {
        return Math.sqrt(weights.values().stream().mapToDouble(w -> w * w).sum());
    }
}
