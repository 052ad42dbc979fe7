package captionstream.worker.train;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a training reads and writes, and how; nothing here changes what comes out of it.
 *
 * @param model bundle whose CLIP and GPT-2 are used as they are
 * @param images folder that the image files lie in
 * @param out folder for the new bundle
 * @param embeddings folder for the image embeddings, which trainings may share one after the other
 * @param device {@code cpu}, {@code gpu}, {@code gpu1} ...
 * @param checkpointEvery steps, at least 1
 * @param version of this program, for the bundle's provenance
 */
public record TrainingPlace(
        Path model, Path images, Path out, Path embeddings, String device, int checkpointEvery, String version) {
    public TrainingPlace {
        if (!Files.isDirectory(images)) {
            throw new TrainingRefused("there is no folder of images at " + images);
        }
        if (checkpointEvery < 1) {
            throw new IllegalArgumentException("checkpoint-every is '" + checkpointEvery + "': it must be 1 or more");
        }
    }
}
