package captionstream.worker.caption;

import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.JsonConfig;
import captionstream.worker.model.ModelFileException;
import java.nio.file.Path;

/** Reads Hugging Face's {@code preprocessor_config.json}, in the older form (numbers) and the newer one (objects). */
final class Preprocessing {
    private static final float[] CLIP_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
    private static final float[] CLIP_STD = {0.26862954f, 0.26130258f, 0.27577711f};

    private Preprocessing() {}

    static ImageSpec read(Path file, ClipConfig clip) {
        JsonConfig config = JsonConfig.read(file);
        int expected = clip.imageSize();
        requireSize(config, "size", "shortest_edge", expected);
        requireSize(config, "crop_size", "height", expected);
        requireSize(config, "crop_size", "width", expected);
        float[] mean = channels(config, "image_mean", CLIP_MEAN);
        float[] std = channels(config, "image_std", CLIP_STD);
        try {
            return new ImageSpec(expected, mean, std);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(file.toString(), e.getMessage(), e);
        }
    }

    private static void requireSize(JsonConfig config, String name, String side, int expected) {
        int actual =
                config.isSection(name) ? config.section(name).integer(side, expected) : config.integer(name, expected);
        if (actual != expected) {
            throw config.wrong(name, actual, "the model's image_size " + expected);
        }
    }

    private static float[] channels(JsonConfig config, String name, float[] otherwise) {
        float[] values = config.numbers(name, otherwise);
        if (values.length != 3) {
            throw config.wrong(name, values.length + " values", "one per channel");
        }
        return values;
    }
}
