package captionstream.worker.train;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What captions of validation images are worth, all prompts together.
 *
 * @param images captioned
 * @param clipScore mean over the captions
 * @param controlScore mean of the same captions' scores on other images
 * @param ciderD of the text after the prompt against the images' own captions, mean over the prompts; null where too
 *     few images were captioned to tell
 */
public record CaptionFigures(
        int images,
        double clipScore,
        double controlScore,
        @Nullable Double ciderD) {

    static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** What the captions owe to having seen their images. */
    public double grounding() {
        return clipScore - controlScore;
    }
}
