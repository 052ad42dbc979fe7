package captionstream.worker.train;

import captionstream.worker.model.ConfigFile;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What was made of the images and captions given.
 *
 * @param images that are learnt from or validated on
 * @param captions of them
 * @param unreadable images that could not be read, or are outside their folder
 * @param withoutCaption images of which nothing was said
 * @param truncated captions that were too long, and cut
 * @param sha256 over the images' digests and their captions, in their order
 */
public record DataSummary(
        int images,
        int captions,
        int trainingImages,
        int validationImages,
        int unreadable,
        int withoutCaption,
        int truncated,
        String sha256) {

    ObjectNode json() {
        return ConfigFile.object()
                .put("images", images)
                .put("captions", captions)
                .put("training_images", trainingImages)
                .put("validation_images", validationImages)
                .put("unreadable_images", unreadable)
                .put("images_without_caption", withoutCaption)
                .put("truncated_captions", truncated)
                .put("sha256", sha256);
    }
}
