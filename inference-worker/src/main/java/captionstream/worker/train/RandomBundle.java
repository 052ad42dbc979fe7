package captionstream.worker.train;

import captionstream.worker.caption.Projection;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.train.vocabulary.PaddedVocabulary;
import captionstream.worker.train.vocabulary.TokenizerFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes model bundles that work like real ones but know nothing: for trying sizes and speeds, and for tests. */
public final class RandomBundle {
    /** CLIP ViT-B/16 and GPT-2 124M. */
    public static final String REAL_SIZE = "clip-vit-b16+gpt2";
    /** Small enough for a test of everything around the model. */
    public static final String TINY = "tiny";

    /** Enough for the paper's prompts to be as few tokens as they are in a real vocabulary. */
    private static final int MERGES = 100;

    private static final ClipConfig VIT_B16 = new ClipConfig(
            new ClipConfig.Tower(512, 2048, 12, 8, "quick_gelu", 1e-5),
            49408,
            77,
            49407,
            new ClipConfig.Tower(768, 3072, 12, 12, "quick_gelu", 1e-5),
            224,
            16,
            512);
    private static final Gpt2Config GPT2_124M =
            new Gpt2Config(50257, 1024, 768, 3072, 12, 12, "gelu_new", 1e-5, 50256, true);
    private static final ClipConfig TINY_CLIP = new ClipConfig(
            new ClipConfig.Tower(32, 64, 2, 2, "quick_gelu", 1e-5),
            640,
            24,
            639,
            new ClipConfig.Tower(32, 64, 2, 2, "quick_gelu", 1e-5),
            32,
            8,
            24);
    private static final Gpt2Config TINY_GPT2 = new Gpt2Config(400, 64, 32, 128, 2, 2, "gelu_new", 1e-5, 399, true);

    private RandomBundle() {}

    /**
     * @param like {@link #REAL_SIZE} or {@link #TINY}
     * @param seed the same seed gives the same files
     */
    public static void write(Path directory, String like, long seed) {
        switch (like) {
            case REAL_SIZE -> write(directory, like, seed, VIT_B16, GPT2_124M);
            case TINY -> write(directory, like, seed, TINY_CLIP, TINY_GPT2);
            default ->
                throw new IllegalArgumentException(
                        "no model is called " + like + "; known are " + REAL_SIZE + " and " + TINY);
        }
    }

    private static void write(Path directory, String like, long seed, ClipConfig clip, Gpt2Config gpt2) {
        createDirectories(directory.resolve("clip"), directory.resolve("gpt2"));
        clip.write(directory.resolve("clip/config.json"));
        SafetensorsWriter.writeRandom(directory.resolve("clip/model.safetensors"), clip.parameters(), seed);
        ConfigFile.write(
                directory.resolve("clip/tokenizer.json"),
                PaddedVocabulary.pad(TokenizerFile.clip(PaperPrompts.ALL, MERGES), clip.vocabSize()));
        ConfigFile.write(directory.resolve("clip/preprocessor_config.json"), preprocessing(clip));
        gpt2.write(directory.resolve("gpt2/config.json"));
        SafetensorsWriter.writeRandom(directory.resolve("gpt2/model.safetensors"), gpt2.parameters(), seed + 1);
        ConfigFile.write(
                directory.resolve("gpt2/tokenizer.json"),
                PaddedVocabulary.pad(TokenizerFile.gpt2(PaperPrompts.ALL, MERGES), gpt2.vocabSize()));
        SafetensorsWriter.writeRandom(
                directory.resolve("projection.safetensors"),
                Projection.parameters(1, gpt2.width(), clip.embeddingWidth()),
                seed + 2);
        ConfigFile.write(directory.resolve("bundle.json"), description(like, seed));
    }

    private static ObjectNode preprocessing(ClipConfig clip) {
        ObjectNode json = ConfigFile.object().put("size", clip.imageSize()).put("crop_size", clip.imageSize());
        json.putArray("image_mean").add(0.48145466).add(0.4578275).add(0.40821073);
        json.putArray("image_std").add(0.26862954).add(0.26130258).add(0.27577711);
        return json;
    }

    private static ObjectNode description(String like, long seed) {
        ObjectNode json = ConfigFile.object().put("format", 1).put("prefix_length", 1);
        json.put("normalize_embedding", false);
        json.putObject("provenance").put("weights", "random").put("like", like).put("seed", seed);
        return json;
    }

    private static void createDirectories(Path... directories) {
        for (Path directory : directories) {
            try {
                Files.createDirectories(directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create " + directory, e);
            }
        }
    }
}
