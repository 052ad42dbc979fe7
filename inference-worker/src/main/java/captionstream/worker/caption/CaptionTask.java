package captionstream.worker.caption;

import java.util.List;

/**
 * One image to caption.
 *
 * @param pixels {@code [3, S, S]}, resized, cropped and normalised as {@link Captioner#imageSpec()} says; not copied
 * @param prompts one caption is made for each, in this order
 * @param references what people wrote about the image; every caption is scored against them, if there are any
 */
public record CaptionTask(String imageId, float[] pixels, List<String> prompts, List<String> references) {
    public CaptionTask {
        prompts = List.copyOf(prompts);
        references = List.copyOf(references);
    }

    public CaptionTask(String imageId, float[] pixels, List<String> prompts) {
        this(imageId, pixels, prompts, List.of());
    }
}
