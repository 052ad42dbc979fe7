package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.Safetensors;
import captionstream.worker.train.RandomBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
    @TempDir
    Path bundle;

    @BeforeEach
    void write() {
        RandomBundle.write(bundle, RandomBundle.TINY, 1);
    }

    @Test
    void the_fingerprint_follows_the_weights_and_settings_but_not_the_provenance() throws IOException {
        String before = ModelBundle.open(bundle).fingerprint();

        replace("bundle.json", "\"random\"", "\"other words\"");
        assertThat(ModelBundle.open(bundle).fingerprint()).isEqualTo(before);

        replace("bundle.json", "\"normalize_embedding\" : false", "\"normalize_embedding\" : true");
        String otherSetting = ModelBundle.open(bundle).fingerprint();
        assertThat(otherSetting).isNotEqualTo(before);

        flipLastByte("gpt2/model.safetensors");
        assertThat(ModelBundle.open(bundle).fingerprint()).isNotIn(before, otherSetting);
    }

    @Test
    void the_fingerprint_covers_every_shard_of_the_weights() throws IOException {
        Path shard = bundle.resolve("gpt2/shard.safetensors");
        Files.move(bundle.resolve("gpt2/model.safetensors"), shard);
        String map = Safetensors.open(shard).floatTensors().stream()
                .map(name -> "\"" + name + "\":\"shard.safetensors\"")
                .collect(Collectors.joining(",", "{\"weight_map\":{", "}}"));
        Files.writeString(bundle.resolve("gpt2/model.safetensors.index.json"), map);
        String before = ModelBundle.open(bundle).fingerprint();

        flipLastByte("gpt2/shard.safetensors");

        assertThat(ModelBundle.open(bundle).fingerprint()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle.json",
                "clip/config.json",
                "clip/model.safetensors",
                "clip/tokenizer.json",
                "clip/preprocessor_config.json",
                "gpt2/config.json",
                "gpt2/model.safetensors",
                "gpt2/tokenizer.json",
                "projection.safetensors"
            })
    void a_missing_file_is_named(String name) throws IOException {
        Files.delete(bundle.resolve(name));

        assertThatThrownBy(() -> ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bundle.json                   | \"format\" : 1          | \"format\" : 2          | format is 2",
                "bundle.json                   | \"prefix_length\" : 1   | \"prefix_length\" : 0   | prefix_length is 0",
                "bundle.json                   | \"prefix_length\" : 1   | \"prefix_length\" : 2   | tensor weight has shape",
                "bundle.json                   | \"prefix_length\" : 1   | \"prefix_length\" : \"x\" | prefix_length is \"x\"",
                "clip/config.json              | \"projection_dim\" : 24 | \"projection_dim\" : 25 | tensor visual_projection.weight has shape",
                "clip/config.json              | \"patch_size\" : 8      | \"patch_size\" : 64     | patch_size 64",
                "clip/config.json              | quick_gelu              | slow_gelu               | slow_gelu",
                "clip/config.json              | \"eos_token_id\" : 639  | \"eos_token_id\" : 638  | end-of-text",
                "gpt2/config.json              | \"n_head\" : 2          | \"n_head\" : 5          | n_head 5",
                "gpt2/config.json              | \"n_layer\" : 2         | \"n_layer\" : 3         | tensor h.2.ln_1.weight is missing",
                "gpt2/config.json              | \"vocab_size\" : 400    | \"vocab_size\" : -4     | vocab_size is -4",
                "clip/preprocessor_config.json | \"crop_size\" : 32      | \"crop_size\" : 224     | crop_size is 224",
                "clip/preprocessor_config.json | [ 0.48145466,           | [                       | image_mean",
                "clip/preprocessor_config.json | [ 0.26862954            | [ 0                     | std"
            })
    void a_setting_that_does_not_fit_is_named(String name, String from, String to, String problem) throws IOException {
        replace(name, from, to);

        assertThatThrownBy(() -> ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu"))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void the_same_seed_gives_the_same_model_and_another_seed_another(@TempDir Path again, @TempDir Path other) {
        RandomBundle.write(again, RandomBundle.TINY, 1);
        RandomBundle.write(other, RandomBundle.TINY, 2);

        String fingerprint = ModelBundle.open(bundle).fingerprint();
        assertThat(ModelBundle.open(again).fingerprint()).isEqualTo(fingerprint);
        assertThat(ModelBundle.open(other).fingerprint()).isNotEqualTo(fingerprint);
    }

    private void replace(String name, String from, String to) throws IOException {
        Path file = bundle.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private void flipLastByte(String name) throws IOException {
        Path file = bundle.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }
}
