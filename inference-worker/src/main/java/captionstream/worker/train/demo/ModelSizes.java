package captionstream.worker.train.demo;

import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Gpt2Config;

/** The shape of the demo model; everything else about it is learnt. */
record ModelSizes(
        int imageSize, int patchSize, int width, int visionLayers, int textLayers, int languageLayers, int prefix) {
    private static final int TEXT_CONTEXT = 48;
    private static final int LANGUAGE_CONTEXT = 128;
    private static final double EPSILON = 1e-5;
    private static final int HEAD_WIDTH = 32;

    static final ModelSizes DEMO = new ModelSizes(48, 8, 128, 4, 2, 3, 4);

    ClipConfig clip(int vocabSize) {
        return new ClipConfig(
                tower(textLayers),
                vocabSize,
                TEXT_CONTEXT,
                vocabSize - 1,
                tower(visionLayers),
                imageSize,
                patchSize,
                width);
    }

    private ClipConfig.Tower tower(int layers) {
        return new ClipConfig.Tower(width, 4 * width, layers, width / HEAD_WIDTH, "gelu", EPSILON);
    }

    Gpt2Config gpt2(int vocabSize) {
        return new Gpt2Config(
                vocabSize,
                LANGUAGE_CONTEXT,
                width,
                4 * width,
                languageLayers,
                width / HEAD_WIDTH,
                "gelu",
                EPSILON,
                vocabSize - 1,
                true);
    }

    /** CLIP's own channel means and deviations. */
    ImageSpec image() {
        return new ImageSpec(imageSize, new float[] {0.48145466f, 0.4578275f, 0.40821073f}, new float[] {
            0.26862954f, 0.26130258f, 0.27577711f
        });
    }
}
