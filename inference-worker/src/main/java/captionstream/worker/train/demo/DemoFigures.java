package captionstream.worker.train.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Exact captions of a bundle, all prompts together.
 *
 * @param seen styles it was trained on, drawings as they are
 * @param unseen styles held out from training
 * @param shuffled the unseen styles' captions held against another image's: what guessing gets
 * @param byStyle each style by itself, trained on or not
 */
public record DemoFigures(
        CaptionAccuracy seen, CaptionAccuracy unseen, CaptionAccuracy shuffled, List<CaptionAccuracy> byStyle) {

    /** The three totals first, then the styles. */
    public List<CaptionAccuracy> all() {
        List<CaptionAccuracy> all = new ArrayList<>(List.of(seen, unseen, shuffled));
        all.addAll(byStyle);
        return all;
    }
}
