package captionstream.worker.train;

import captionstream.worker.model.ConfigFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * All settings that decide what a training makes of its data.
 *
 * @param prompts that captions are to continue; each example gets one of them by chance
 * @param prefixLength k, positions that the projection writes; 0 for as many as the given bundle's
 * @param batch captions in a step
 * @param learningRate at its peak
 * @param warmUp share of all steps in which the learning rate rises to its peak
 * @param weightDecay of the matrix
 * @param patience epochs without a lower validation loss after which training stops
 * @param validationShare of the images, never learnt from
 * @param decodedImages of the validation images at most, to caption after each epoch
 * @param longestCaption in tokens; longer ones are cut
 * @param seed of the fresh projection, the order of the examples, their prompts and the choice of validation images
 * @param threads that share each step; results depend on how many
 */
public record ProjectionSettings(
        List<String> prompts,
        ProjectionStart start,
        int prefixLength,
        int batch,
        int epochs,
        double learningRate,
        double warmUp,
        double weightDecay,
        int patience,
        double validationShare,
        int decodedImages,
        int longestCaption,
        long seed,
        int threads) {

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    public ProjectionSettings {
        prompts = List.copyOf(prompts);
        require(!prompts.isEmpty() && prompts.stream().noneMatch(String::isBlank), "prompt", prompts, "some words");
        require(prefixLength >= 0 && prefixLength <= 256, "prefix-length", prefixLength, "1 to 256");
        require(batch >= 1 && batch <= 65_536, "batch", batch, "1 to 65536");
        require(epochs >= 1 && epochs <= 100_000, "epochs", epochs, "1 to 100000");
        require(learningRate > 0 && learningRate <= 10, "learning-rate", learningRate, "above 0 to 10");
        require(warmUp >= 0 && warmUp < 1, "warm-up", warmUp, "0 to below 1");
        require(weightDecay >= 0 && weightDecay <= 10, "weight-decay", weightDecay, "0 to 10");
        require(patience >= 1, "patience", patience, "1 or more");
        require(validationShare > 0 && validationShare < 1, "validation-share", validationShare, "between 0 and 1");
        require(decodedImages >= 0, "decode-images", decodedImages, "0 or more");
        require(longestCaption >= 1, "max-caption-tokens", longestCaption, "1 or more");
        require(threads >= 1 && threads <= 1024, "threads", threads, "1 to 1024");
    }

    /** For photographs and models of the paper's size. */
    public static ProjectionSettings defaults() {
        int threads = Runtime.getRuntime().availableProcessors();
        return new ProjectionSettings(
                PaperPrompts.ALL, ProjectionStart.RANDOM, 0, 64, 5, 1e-3, 0.05, 0.01, 2, 0.05, 100, 64, 1, threads);
    }

    /** As checkpoints and bundles record them, which say elsewhere how many positions there are. */
    ObjectNode json() {
        ObjectNode json = ConfigFile.object();
        prompts.forEach(json.putArray("prompts")::add);
        return json.put("init", start.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("batch", batch)
                .put("epochs", epochs)
                .put("learning_rate", learningRate)
                .put("warm_up", warmUp)
                .put("weight_decay", weightDecay)
                .put("patience", patience)
                .put("validation_share", validationShare)
                .put("decode_images", decodedImages)
                .put("max_caption_tokens", longestCaption)
                .put("seed", seed)
                .put("threads", threads);
    }

    private static void require(boolean condition, String setting, Object value, String allowed) {
        if (!condition) {
            throw new IllegalArgumentException(setting + " is '" + value + "': it must be " + allowed);
        }
    }
}
