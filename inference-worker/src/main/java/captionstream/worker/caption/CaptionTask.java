package captionstream.worker.caption;

import java.util.List;

/**
 * One image to caption.
 *
 * @param pixels {@code [3, S, S]}, resized, cropped and normalised as {@link Captioner#imageSpec()} says; not copied
 * @param prompts one caption is made for each, in this order
 */
public record CaptionTask(String imageId, float[] pixels, List<String> prompts) {
    public CaptionTask {
        prompts = List.copyOf(prompts);
    }
}
