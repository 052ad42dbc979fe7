package captionstream.worker.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sizes of a CLIP as in Hugging Face's {@code CLIPConfig}. */
public record ClipConfig(
        Tower text,
        int vocabSize,
        int contextLength,
        int endOfTextId,
        Tower vision,
        int imageSize,
        int patchSize,
        int embeddingWidth) {

    /** The highest id marks the end of text in configs older than transformers 4.30, which say 2 for it. */
    static final int LEGACY_END_OF_TEXT = 2;

    /** One of the two transformers. */
    public record Tower(int width, int innerWidth, int layers, int heads, String activation, double epsilon) {
        public Tower {
            ConfigBounds.require("hidden_size", width, ConfigBounds.WIDTH);
            ConfigBounds.require("intermediate_size", innerWidth, ConfigBounds.INNER_WIDTH);
            ConfigBounds.require("num_hidden_layers", layers, ConfigBounds.LAYERS);
            ConfigBounds.requireHeads("num_attention_heads", heads, "hidden_size", width);
            Activations.requireKnown(activation);
            ConfigBounds.requireEpsilon("layer_norm_eps", epsilon);
        }
    }

    public ClipConfig {
        ConfigBounds.require("vocab_size", vocabSize, ConfigBounds.VOCABULARY);
        ConfigBounds.require("max_position_embeddings", contextLength, ConfigBounds.CONTEXT);
        ConfigBounds.requireId("eos_token_id", endOfTextId, vocabSize);
        ConfigBounds.require("image_size", imageSize, ConfigBounds.IMAGE);
        ConfigBounds.require("patch_size", patchSize, ConfigBounds.IMAGE);
        ConfigBounds.require("projection_dim", embeddingWidth, ConfigBounds.WIDTH);
        if (imageSize < patchSize) {
            throw new IllegalArgumentException("image_size " + imageSize + " is below patch_size " + patchSize);
        }
    }

    public int patchesPerSide() {
        return imageSize / patchSize;
    }

    /** Whether an id is the end-of-text that the text embedding is taken at. */
    public boolean endsText(long id) {
        return id == (endOfTextId == LEGACY_END_OF_TEXT ? vocabSize - 1 : endOfTextId);
    }

    /** @throws ModelFileException if the file is missing or a value in it makes no sense */
    public static ClipConfig read(Path configJson) {
        JsonConfig config = JsonConfig.read(configJson);
        config.requireModelType("clip");
        JsonConfig text = config.section(config.has("text_config_dict") ? "text_config_dict" : "text_config");
        JsonConfig vision = config.section(config.has("vision_config_dict") ? "vision_config_dict" : "vision_config");
        try {
            return new ClipConfig(
                    tower(text, 512, 2048, 8),
                    text.integer("vocab_size", 49408),
                    text.integer("max_position_embeddings", 77),
                    text.integer("eos_token_id", 49407),
                    tower(vision, 768, 3072, 12),
                    vision.integer("image_size", 224),
                    vision.integer("patch_size", 32),
                    config.integer("projection_dim", 512));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(configJson.toString(), e.getMessage(), e);
        }
    }

    private static Tower tower(JsonConfig config, int width, int innerWidth, int heads) {
        return new Tower(
                config.integer("hidden_size", width),
                config.integer("intermediate_size", innerWidth),
                config.integer("num_hidden_layers", 12),
                config.integer("num_attention_heads", heads),
                config.text("hidden_act", "quick_gelu"),
                config.number("layer_norm_eps", 1e-5));
    }

    /** Writes it as {@code config.json}. */
    public void write(Path configJson) {
        ObjectNode json = ConfigFile.object();
        json.put("model_type", "clip").put("projection_dim", embeddingWidth);
        json.putArray("architectures").add("CLIPModel");
        put(json.putObject("text_config"), text)
                .put("vocab_size", vocabSize)
                .put("max_position_embeddings", contextLength)
                .put("eos_token_id", endOfTextId);
        put(json.putObject("vision_config"), vision)
                .put("image_size", imageSize)
                .put("patch_size", patchSize);
        ConfigFile.write(configJson, json);
    }

    private static ObjectNode put(ObjectNode json, Tower tower) {
        return json.put("hidden_size", tower.width())
                .put("intermediate_size", tower.innerWidth())
                .put("num_hidden_layers", tower.layers())
                .put("num_attention_heads", tower.heads())
                .put("hidden_act", tower.activation())
                .put("layer_norm_eps", tower.epsilon());
    }

    /** All weights, drawn as {@code CLIPPreTrainedModel._init_weights} draws them. */
    public List<Parameter> parameters() {
        long w = vision.width();
        long patches = (long) patchesPerSide() * patchesPerSide();
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.constant("logit_scale", Math.log(1 / 0.07)));
        all.add(Parameter.normal("text_model.embeddings.token_embedding.weight", 0.02, vocabSize, text.width()));
        all.add(Parameter.normal("text_model.embeddings.position_embedding.weight", 0.02, contextLength, text.width()));
        addLayers(all, "text_model", text);
        addNorm(all, "text_model.final_layer_norm", text.width());
        all.add(Parameter.normal("text_projection.weight", 1 / Math.sqrt(text.width()), embeddingWidth, text.width()));
        all.add(Parameter.normal("vision_model.embeddings.class_embedding", 1 / Math.sqrt(w), w));
        all.add(Parameter.normal("vision_model.embeddings.patch_embedding.weight", 0.02, w, 3, patchSize, patchSize));
        all.add(Parameter.normal("vision_model.embeddings.position_embedding.weight", 0.02, patches + 1, w));
        addNorm(all, "vision_model.pre_layrnorm", w);
        addLayers(all, "vision_model", vision);
        addNorm(all, "vision_model.post_layernorm", w);
        all.add(Parameter.normal("visual_projection.weight", 1 / Math.sqrt(w), embeddingWidth, w));
        return all;
    }

    private static void addLayers(List<Parameter> all, String model, Tower tower) {
        long w = tower.width();
        double outer = 1 / Math.sqrt(w);
        double inner = outer / Math.sqrt(2.0 * tower.layers());
        for (int i = 0; i < tower.layers(); i++) {
            String layer = model + ".encoder.layers." + i;
            for (String name : List.of("q_proj", "k_proj", "v_proj")) {
                addLinear(all, layer + ".self_attn." + name, inner, w, w);
            }
            addLinear(all, layer + ".self_attn.out_proj", outer, w, w);
            addNorm(all, layer + ".layer_norm1", w);
            addNorm(all, layer + ".layer_norm2", w);
            addLinear(all, layer + ".mlp.fc1", 1 / Math.sqrt(2.0 * w), tower.innerWidth(), w);
            addLinear(all, layer + ".mlp.fc2", inner, w, tower.innerWidth());
        }
    }

    private static void addLinear(List<Parameter> all, String name, double deviation, long out, long in) {
        all.add(Parameter.normal(name + ".weight", deviation, out, in));
        all.add(Parameter.constant(name + ".bias", 0, out));
    }

    private static void addNorm(List<Parameter> all, String name, long width) {
        all.add(Parameter.constant(name + ".weight", 1, width));
        all.add(Parameter.constant(name + ".bias", 0, width));
    }
}
