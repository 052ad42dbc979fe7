package captionstream.worker.caption;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image to caption.
 *
 * @param sha256 of the bytes that the pixels were made of, by which a picture seen before is known; null where unknown
 * @param pixels {@code [3, S, S]}, resized, cropped and normalised as {@link Captioner#imageSpec()} says; not copied
 * @param prompts one caption is made for each, in this order
 * @param references what people wrote about the image; every caption is scored against them, if there are any
 */
public record CaptionTask(
        String imageId, @Nullable String sha256, float[] pixels, List<String> prompts, List<String> references) {
    public CaptionTask {
        prompts = List.copyOf(prompts);
        references = List.copyOf(references);
    }

    public CaptionTask(String imageId, float[] pixels, List<String> prompts) {
        this(imageId, null, pixels, prompts, List.of());
    }

    /** Equal for equal pictures. */
    Object picture() {
        return sha256 == null ? pixels : sha256;
    }
}
