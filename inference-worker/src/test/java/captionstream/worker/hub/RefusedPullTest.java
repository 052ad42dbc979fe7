package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.caption.CopiedProjection;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.model.Torch;
import captionstream.worker.train.RandomBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedPullTest extends Pull {
    @ParameterizedTest
    @CsvSource({
        "33, 24, 'tensor weight has shape [33, 24], whose rows are no multiple of 32'",
        "32, 25, 'tensor weight has shape (32, 25) where the config asks for (32, 24)'"
    })
    void a_projection_that_does_not_fit_is_refused_before_weights_are_fetched(int rows, int columns, String problem) {
        Path file = folder.resolve("projection.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            SafetensorsWriter.write(
                    file,
                    Map.of(
                            "weight", manager.ones(new Shape(rows, columns)),
                            "bias", manager.ones(new Shape(rows))));
        }

        assertThatThrownBy(() -> pull(new CopiedProjection(file)))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(problem);
        assertThat(server.requestsFor("model.safetensors")).isEmpty();
    }

    @Test
    void a_projection_is_never_overwritten() throws IOException {
        Files.createDirectories(out());
        Files.writeString(out().resolve("projection.safetensors"), "somebody's");

        assertThatThrownBy(() -> pull(FRESH)).hasMessageEndingWith("has a projection.safetensors of unknown origin");
        assertThatThrownBy(() -> pull(new CopiedProjection(original().resolve("projection.safetensors"))))
                .hasMessageEndingWith("has another projection already");
    }

    @Test
    void a_bundle_of_other_models_is_never_overwritten() {
        RandomBundle.write(out(), RandomBundle.TINY, 7);

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("holds a bundle already, whose clip is not from the hub");
    }

    @Test
    void a_revision_that_has_moved_on_is_not_mixed_with_what_is_there() throws IOException {
        pull(FRESH);
        Path bundleJson = out().resolve("bundle.json");
        Files.writeString(bundleJson, Files.readString(bundleJson).replace(FakeHub.COMMIT, "0".repeat(40)));

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("whose clip is " + CLIP + " at " + "0".repeat(40) + " and not " + CLIP + " at "
                        + FakeHub.COMMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "config.json,              has no config.json at main",
        "preprocessor_config.json, has no preprocessor_config.json at main",
        "tokenizer.json,           has no tokenizer.json at main",
        "model.safetensors,        'has none of model.safetensors, model.safetensors.index.json, pytorch_model.bin at main'"
    })
    void a_repository_that_lacks_a_file_is_refused(String name, String problem) {
        server.remove(CLIP, name);

        assertThatThrownBy(() -> pull(FRESH)).isInstanceOf(HubException.class).hasMessage(CLIP + " " + problem);
    }

    @Test
    void a_tokenizer_in_two_files_is_refused() {
        server.remove(GPT2, "tokenizer.json");
        server.put(GPT2, "vocab.json", new byte[10]);

        assertThatThrownBy(() -> pull(FRESH)).hasMessageContaining("vocab.json and merges.txt, without tokenizer.json");
    }

    @Test
    void weights_in_several_files_of_pytorch_are_refused() {
        server.remove(GPT2, "model.safetensors");
        server.put(GPT2, "pytorch_model.bin.index.json", new byte[10]);

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .satisfies(e -> assertThat(((HubException) e).remedy()).contains("several pytorch_model files"));
    }

    @Test
    void another_kind_of_model_is_refused_before_its_weights_are_fetched() {
        assertThatThrownBy(() -> pull(GPT2, GPT2))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(out().resolve("clip/config.json") + ": model_type is gpt2 where clip was expected");
        assertThatThrownBy(() -> pull(CLIP, CLIP))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(out().resolve("gpt2/config.json") + ": model_type is clip where gpt2 was expected");
        assertThat(server.requestsFor("model.safetensors")).isEmpty();
    }

    @Test
    void weights_left_in_the_folder_are_not_read_in_place_of_those_that_come() throws IOException {
        split(GPT2, "gpt2");
        Files.createDirectories(out().resolve("gpt2"));
        Files.createFile(out().resolve("gpt2/model.safetensors"));

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("which would be read instead of model.safetensors.index.json");
    }

    @Test
    void weights_that_do_not_fit_the_config_make_no_bundle() throws IOException {
        String config = Files.readString(original().resolve("gpt2/config.json"));
        server.put(
                GPT2,
                "config.json",
                config.replace("\"n_layer\" : 2", "\"n_layer\" : 3").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(out().resolve("gpt2/model.safetensors") + ": tensor h.2.ln_1.weight is missing");
        assertThat(out().resolve("bundle.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "../evil.safetensors, ../evil.safetensors",
        "/tmp/evil.safetensors, /tmp/evil.safetensors",
        "gone.safetensors,    has no gone.safetensors at main"
    })
    void an_index_that_names_files_elsewhere_is_refused(String shard, String problem) {
        server.remove(GPT2, "model.safetensors");
        server.put(
                GPT2,
                "model.safetensors.index.json",
                ("{\"weight_map\":{\"wte.weight\":\"" + shard + "\"}}").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> pull(FRESH)).hasMessageContaining(problem);
        assertThat(folder).isDirectoryNotContaining("glob:**evil*");
    }

    @Test
    void settings_that_are_too_long_are_not_fetched() {
        server.put(CLIP, "config.json", new byte[1_000_001]);

        assertThatThrownBy(() -> pull(FRESH)).hasMessageContaining("config.json of " + CLIP + " has 1000001 bytes");
        assertThat(contentRequests()).isZero();
    }
}
