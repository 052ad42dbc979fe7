package captionstream.worker.train;

import java.util.List;

/**
 * An image and what people wrote about it.
 *
 * @param file relative to the folder of the images
 */
public record CaptionedImage(String file, List<String> captions) {
    public CaptionedImage {
        captions = List.copyOf(captions);
    }
}
