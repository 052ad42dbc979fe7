package captionstream.worker.evaluate;

import java.util.List;

/**
 * BLEU of a whole corpus (Papineni et al. 2002): the geometric mean of clipped n-gram precisions, summed over the
 * corpus before they are divided, times a penalty for brevity against the references closest in length, the shorter of
 * two equally close. Nothing is smoothed: without a matching n-gram BLEU-n is 0, where the COCO evaluation shows a tiny
 * number. Immutable.
 */
public final class Bleu {
    private final References references;

    Bleu(References references) {
        this.references = references;
    }

    /**
     * @param references for each image what people wrote about it
     * @throws IllegalArgumentException without images, or where one has no reference
     */
    public static Bleu of(List<List<String>> references) {
        return new Bleu(References.of(references));
    }

    /**
     * @param candidates one caption for each image, in their order
     * @throws IllegalArgumentException unless there is one for each image
     */
    public BleuScores score(List<String> candidates) {
        references.requireOneEach(candidates);
        BleuCounts counts = new BleuCounts();
        for (int i = 0; i < candidates.size(); i++) {
            counts.add(NGrams.of(CaptionWords.of(candidates.get(i))), references.of(i));
        }
        return counts.scores();
    }
}
