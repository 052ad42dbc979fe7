package captionstream.worker.train.demo;

import ai.djl.ndarray.NDArray;
import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.SafetensorsWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes a bundle's files under the names and in the form that Hugging Face gives them. */
final class BundleWriter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PILLOW_BICUBIC = 3;

    private final Path bundle;

    BundleWriter(Path bundle) {
        this.bundle = bundle;
        try {
            Files.createDirectories(bundle.resolve("clip"));
            Files.createDirectories(bundle.resolve("gpt2"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the bundle's folders in " + bundle, e);
        }
    }

    Path clipTokenizer() {
        return bundle.resolve("clip/tokenizer.json");
    }

    Path gpt2Tokenizer() {
        return bundle.resolve("gpt2/tokenizer.json");
    }

    void clip(ClipConfig config, ImageSpec images, Map<String, NDArray> weights) {
        SafetensorsWriter.write(bundle.resolve("clip/model.safetensors"), weights);
        ObjectNode json =
                JSON.createObjectNode().put("model_type", "clip").put("projection_dim", config.embeddingWidth());
        json.putArray("architectures").add("CLIPModel");
        tower(json.putObject("text_config"), config.text())
                .put("model_type", "clip_text_model")
                .put("vocab_size", config.vocabSize())
                .put("max_position_embeddings", config.contextLength())
                .put("bos_token_id", config.endOfTextId() - 1)
                .put("eos_token_id", config.endOfTextId())
                .put("pad_token_id", config.endOfTextId());
        tower(json.putObject("vision_config"), config.vision())
                .put("model_type", "clip_vision_model")
                .put("image_size", config.imageSize())
                .put("patch_size", config.patchSize())
                .put("num_channels", 3);
        write("clip/config.json", json);
        preprocessing(images);
    }

    private static ObjectNode tower(ObjectNode json, ClipConfig.Tower tower) {
        return json.put("hidden_size", tower.width())
                .put("intermediate_size", tower.innerWidth())
                .put("num_hidden_layers", tower.layers())
                .put("num_attention_heads", tower.heads())
                .put("hidden_act", tower.activation())
                .put("layer_norm_eps", tower.epsilon());
    }

    private void preprocessing(ImageSpec images) {
        ObjectNode json = JSON.createObjectNode()
                .put("feature_extractor_type", "CLIPFeatureExtractor")
                .put("do_resize", true)
                .put("size", images.size())
                .put("resample", PILLOW_BICUBIC)
                .put("do_center_crop", true)
                .put("crop_size", images.size())
                .put("do_normalize", true);
        for (int c = 0; c < 3; c++) {
            json.withArray("image_mean").add(images.mean()[c]);
            json.withArray("image_std").add(images.std()[c]);
        }
        write("clip/preprocessor_config.json", json);
    }

    void gpt2(Gpt2Config config, Map<String, NDArray> weights) {
        SafetensorsWriter.write(bundle.resolve("gpt2/model.safetensors"), weights);
        ObjectNode json = JSON.createObjectNode()
                .put("model_type", "gpt2")
                .put("vocab_size", config.vocabSize())
                .put("n_positions", config.contextLength())
                .put("n_ctx", config.contextLength())
                .put("n_embd", config.width())
                .put("n_inner", config.innerWidth())
                .put("n_layer", config.layers())
                .put("n_head", config.heads())
                .put("activation_function", config.activation())
                .put("layer_norm_epsilon", config.epsilon())
                .put("bos_token_id", config.endOfTextId())
                .put("eos_token_id", config.endOfTextId())
                .put("tie_word_embeddings", config.tiedHead());
        json.putArray("architectures").add("GPT2LMHeadModel");
        write("gpt2/config.json", json);
    }

    void projection(Map<String, NDArray> weights) {
        SafetensorsWriter.write(bundle.resolve("projection.safetensors"), weights);
    }

    /** {@code bundle.json}, written last: its presence makes the folder a bundle. */
    void description(ObjectNode description) {
        write("bundle.json", description);
    }

    private void write(String name, ObjectNode json) {
        try {
            Files.writeString(
                    bundle.resolve(name), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + bundle.resolve(name), e);
        }
    }
}
