package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    private static final ClipConfig.Tower TOWER = new ClipConfig.Tower(8, 8, 1, 1, "gelu", 1e-5);
    private static final ClipConfig CLIP = new ClipConfig(TOWER, 10, 8, 9, TOWER, 224, 16, 8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"size\": 224, \"crop_size\": 224, \"image_mean\": [0.5, 0.25, 0], \"image_std\": [1, 2, 0.5]}",
                "{\"size\": {\"shortest_edge\": 224}, \"crop_size\": {\"height\": 224, \"width\": 224},"
                        + " \"image_mean\": [0.5, 0.25, 0], \"image_std\": [1, 2, 0.5], \"resample\": 3}"
            })
    void the_older_and_the_newer_form_say_the_same(String json) throws IOException {
        assertThat(Preprocessing.read(write(json), CLIP))
                .isEqualTo(new ImageSpec(224, new float[] {0.5f, 0.25f, 0}, new float[] {1, 2, 0.5f}));
    }

    @Test
    void what_is_not_said_is_as_in_the_original_clip() throws IOException {
        ImageSpec spec = Preprocessing.read(write("{}"), CLIP);

        assertThat(spec.mean()).containsExactly(0.48145466f, 0.4578275f, 0.40821073f);
        assertThat(spec.std()).containsExactly(0.26862954f, 0.26130258f, 0.27577711f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"size\": 256}",
                "{\"crop_size\": {\"height\": 224, \"width\": 336}}",
                "{\"image_mean\": [0.5, 0.5]}",
                "{\"image_mean\": [0.5, 0.5, \"x\"]}",
                "{\"image_std\": [0, 1, 1]}",
                "[]",
                "{"
            })
    void what_the_model_cannot_take_is_refused_by_name_of_the_file(String json) throws IOException {
        Path file = write(json);

        assertThatThrownBy(() -> Preprocessing.read(file, CLIP))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("preprocessor_config.json");
    }

    private Path write(String json) throws IOException {
        return Files.writeString(folder.resolve("preprocessor_config.json"), json);
    }
}
