package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configs with the settings that published models have, and only those that these state themselves. */
class PublishedConfigsTest {
    @TempDir
    Path folder;

    /** Parameters as the models' authors count them: Radford et al. 2021, OpenCLIP's model profiles. */
    @ParameterizedTest
    @CsvSource({
        // projection, text width, layers, heads, vision width, layers, heads, inner, patch, activation, parameters
        "openai B/32,  512,  512, 12,  8,  768, 12, 12, 3072, 32, quick_gelu, 151277313",
        "openai B/16,  512,  512, 12,  8,  768, 12, 12, 3072, 16, quick_gelu, 149620737",
        "openai L/14,  768,  768, 12, 12, 1024, 24, 16, 4096, 14, quick_gelu, 427616513",
        "laion B/32,   512,  512, 12,  8,  768, 12, 12, 3072, 32, gelu,       151277313",
        "laion H/14,  1024, 1024, 24, 16, 1280, 32, 16, 5120, 14, gelu,       986109441"
    })
    void clip_has_as_many_parameters_as_its_authors_say(
            String name,
            int projection,
            int textWidth,
            int textLayers,
            int textHeads,
            int width,
            int layers,
            int heads,
            int inner,
            int patch,
            String activation,
            long parameters)
            throws IOException {
        ClipConfig config = clip("""
                {"architectures": ["CLIPModel"], "model_type": "clip", "logit_scale_init_value": 2.6592,
                 "projection_dim": %d, "torch_dtype": "float32", "transformers_version": null,
                 "text_config": {"hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d,
                     "num_attention_heads": %d, "hidden_act": "%s", "vocab_size": 49408, "max_position_embeddings": 77,
                     "bos_token_id": 0, "eos_token_id": 2, "pad_token_id": 1, "layer_norm_eps": 1e-05, "dropout": 0.0,
                     "return_dict": true, "pruned_heads": {}, "bad_words_ids": null, "temperature": 1.0},
                 "vision_config": {"hidden_size": %d, "intermediate_size": %d, "num_hidden_layers": %d,
                     "num_attention_heads": %d, "hidden_act": "%s", "image_size": 224, "patch_size": %d,
                     "layer_norm_eps": 1e-05}}
                """.formatted(
                        projection,
                        textWidth,
                        4 * textWidth,
                        textLayers,
                        textHeads,
                        activation,
                        width,
                        inner,
                        layers,
                        heads,
                        activation,
                        patch));

        assertThat(size(config.parameters())).isEqualTo(parameters);
        assertThat(config.text().activation()).isEqualTo(activation);
        assertThat(config.endsText(49407)).isTrue();
    }

    /** As openai/clip-vit-base-patch16 writes it: B/32's defaults left out, a dict beside each section. */
    @Test
    void settings_that_a_clip_leaves_out_are_those_of_vit_b32() throws IOException {
        ClipConfig config = clip("""
                {"model_type": "clip", "text_config": {}, "text_config_dict": null,
                 "vision_config": {"patch_size": 16}, "vision_config_dict": {"patch_size": 16}, "initializer_factor": 1.0}
                """);

        ClipConfig.Tower text = new ClipConfig.Tower(512, 2048, 12, 8, "quick_gelu", 1e-5);
        ClipConfig.Tower vision = new ClipConfig.Tower(768, 3072, 12, 12, "quick_gelu", 1e-5);
        assertThat(config).isEqualTo(new ClipConfig(text, 49408, 77, 49407, vision, 224, 16, 512));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2,         768, 12, 12,  124439808",
        "gpt2-medium, 1024, 24, 16,  354823168",
        "gpt2-large,  1280, 36, 20,  774030080",
        "gpt2-xl,     1600, 48, 25, 1557611200"
    })
    void gpt2_has_as_many_parameters_as_its_authors_say(String name, int width, int layers, int heads, long parameters)
            throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), """
                {"activation_function": "gelu_new", "architectures": ["GPT2LMHeadModel"], "attn_pdrop": 0.1,
                 "bos_token_id": 50256, "embd_pdrop": 0.1, "eos_token_id": 50256, "initializer_range": 0.02,
                 "layer_norm_epsilon": 1e-05, "model_type": "gpt2", "n_ctx": 1024, "n_embd": %d, "n_head": %d,
                 "n_layer": %d, "n_positions": 1024, "n_special": 0, "predict_special_tokens": true, "resid_pdrop": 0.1,
                 "summary_type": "cls_index", "task_specific_params": {"text-generation": {"max_length": 50}},
                 "vocab_size": 50257}
                """.formatted(width, heads, layers));

        Gpt2Config config = Gpt2Config.read(file);

        assertThat(size(config.parameters())).isEqualTo(parameters);
        assertThat(config)
                .isEqualTo(new Gpt2Config(50257, 1024, width, 4 * width, layers, heads, "gelu_new", 1e-5, 50256, true));
    }

    private ClipConfig clip(String json) throws IOException {
        return ClipConfig.read(Files.writeString(folder.resolve("config.json"), json));
    }

    private static long size(List<Parameter> parameters) {
        return parameters.stream().mapToLong(p -> p.shape().size()).sum();
    }
}
