package captionstream.worker.evaluate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How near captions come to what people wrote.
 *
 * @param captions how many were compared
 * @param ciderD mean over the captions, from 0 to 10
 * @param exact captions with the very words of one of their references, case and punctuation apart
 */
public record CaptionQuality(int captions, BleuScores bleu, double ciderD, int exact) {

    /**
     * @param references for each image what people wrote about it
     * @param candidates one caption for each image, in their order
     * @throws IllegalArgumentException without images, where one has no reference, or unless there is a caption for each
     */
    public static CaptionQuality of(List<List<String>> references, List<String> candidates) {
        BleuScores bleu = Bleu.of(references).score(candidates);
        double ciderD = CiderD.of(references).score(candidates).mean();
        long exact = IntStream.range(0, candidates.size())
                .filter(i -> isExact(candidates.get(i), references.get(i)))
                .count();
        return new CaptionQuality(candidates.size(), bleu, ciderD, (int) exact);
    }

    private static boolean isExact(String candidate, List<String> references) {
        Set<List<String>> wanted = references.stream().map(CaptionWords::of).collect(Collectors.toSet());
        return wanted.contains(CaptionWords.of(candidate));
    }
}
