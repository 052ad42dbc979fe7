package captionstream.worker.evaluate;

import java.util.List;
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
        References split = References.of(references);
        BleuScores bleu = new Bleu(split).score(candidates);
        double ciderD = new CiderD(split).score(candidates).mean();
        long exact = IntStream.range(0, candidates.size())
                .filter(i -> split.images().get(i).contains(CaptionWords.of(candidates.get(i))))
                .count();
        return new CaptionQuality(candidates.size(), bleu, ciderD, (int) exact);
    }
}
