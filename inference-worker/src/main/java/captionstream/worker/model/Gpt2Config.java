package captionstream.worker.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sizes of a GPT-2 as in Hugging Face's {@code GPT2Config}. */
public record Gpt2Config(
        int vocabSize,
        int contextLength,
        int width,
        int innerWidth,
        int layers,
        int heads,
        String activation,
        double epsilon,
        int endOfTextId,
        boolean tiedHead) {

    public Gpt2Config {
        ConfigBounds.require("vocab_size", vocabSize, ConfigBounds.VOCABULARY);
        ConfigBounds.require("n_positions", contextLength, ConfigBounds.CONTEXT);
        ConfigBounds.require("n_embd", width, ConfigBounds.WIDTH);
        ConfigBounds.require("n_inner", innerWidth, ConfigBounds.INNER_WIDTH);
        ConfigBounds.require("n_layer", layers, ConfigBounds.LAYERS);
        ConfigBounds.requireHeads("n_head", heads, "n_embd", width);
        Activations.requireKnown(activation);
        ConfigBounds.requireEpsilon("layer_norm_epsilon", epsilon);
        ConfigBounds.requireId("eos_token_id", endOfTextId, vocabSize);
    }

    /** @throws ModelFileException if the file is missing, or a value makes no sense or is not supported */
    public static Gpt2Config read(Path configJson) {
        JsonConfig config = JsonConfig.read(configJson);
        config.requireModelType("gpt2");
        refuse(config, "scale_attn_weights", false, true);
        refuse(config, "scale_attn_by_inverse_layer_idx", true, false);
        try {
            int vocabSize = config.integer("vocab_size", 50257);
            int width = config.integer("n_embd", 768);
            return new Gpt2Config(
                    vocabSize,
                    config.integer("n_positions", 1024),
                    width,
                    config.integer("n_inner", 4 * width),
                    config.integer("n_layer", 12),
                    config.integer("n_head", 12),
                    config.text("activation_function", "gelu_new"),
                    config.number("layer_norm_epsilon", 1e-5),
                    config.integer("eos_token_id", 50256),
                    config.flag("tie_word_embeddings", true));
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(configJson.toString(), e.getMessage(), e);
        }
    }

    /** Writes it as {@code config.json}. */
    public void write(Path configJson) {
        ObjectNode json = ConfigFile.object();
        json.put("model_type", "gpt2").putArray("architectures").add("GPT2LMHeadModel");
        json.put("vocab_size", vocabSize)
                .put("n_positions", contextLength)
                .put("n_embd", width)
                .put("n_inner", innerWidth)
                .put("n_layer", layers)
                .put("n_head", heads)
                .put("activation_function", activation)
                .put("layer_norm_epsilon", epsilon)
                .put("bos_token_id", endOfTextId)
                .put("eos_token_id", endOfTextId)
                .put("tie_word_embeddings", tiedHead);
        ConfigFile.write(configJson, json);
    }

    /** All weights, drawn as {@code GPT2PreTrainedModel._init_weights} draws them. */
    public List<Parameter> parameters() {
        double residual = 0.02 / Math.sqrt(2.0 * layers);
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.normal("transformer.wte.weight", 0.02, vocabSize, width));
        all.add(Parameter.normal("transformer.wpe.weight", 0.02, contextLength, width));
        for (int i = 0; i < layers; i++) {
            String block = "transformer.h." + i;
            addNorm(all, block + ".ln_1");
            addConv1d(all, block + ".attn.c_attn", 0.02, width, 3L * width);
            addConv1d(all, block + ".attn.c_proj", residual, width, width);
            addNorm(all, block + ".ln_2");
            addConv1d(all, block + ".mlp.c_fc", 0.02, width, innerWidth);
            addConv1d(all, block + ".mlp.c_proj", residual, innerWidth, width);
        }
        addNorm(all, "transformer.ln_f");
        if (!tiedHead) {
            all.add(Parameter.normal("lm_head.weight", 0.02, vocabSize, width));
        }
        return all;
    }

    private void addNorm(List<Parameter> all, String name) {
        all.add(Parameter.constant(name + ".weight", 1, width));
        all.add(Parameter.constant(name + ".bias", 0, width));
    }

    private static void addConv1d(List<Parameter> all, String name, double deviation, long in, long out) {
        all.add(Parameter.normal(name + ".weight", deviation, in, out));
        all.add(Parameter.constant(name + ".bias", 0, out));
    }

    private static void refuse(JsonConfig config, String name, boolean unsupported, boolean otherwise) {
        if (config.flag(name, otherwise) == unsupported) {
            throw config.wrong(name, unsupported, String.valueOf(!unsupported));
        }
    }
}
