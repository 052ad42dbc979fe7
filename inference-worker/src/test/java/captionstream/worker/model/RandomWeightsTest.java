package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomWeightsTest {
    private static final Parameter MATRIX = Parameter.normal("h.0.weight", 0.02, 300, 200);
    private static final Parameter SCALE = Parameter.constant("h.0.scale", 1, 4);

    @Test
    void are_drawn_from_the_distribution_of_the_parameter() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = Weights.random(List.of(MATRIX, SCALE), 1, manager);

            NDArray matrix = weights.get("h.0.weight", 300, 200);
            assertThat(matrix.mean().getFloat()).isCloseTo(0, within(0.0004f)); // five standard errors
            assertThat(matrix.square().mean().sqrt().getFloat()).isCloseTo(0.02f, within(0.0003f));
            assertThat(weights.get("h.0.scale", 4).toFloatArray()).containsOnly(1f);
        }
    }

    @Test
    void the_same_seed_gives_the_same_bits_in_memory_and_in_a_file_whatever_the_order(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            SafetensorsWriter.writeRandom(file, List.of(SCALE, MATRIX), 7);

            NDArray fromFile = Weights.load(file, manager).get("h.0.weight", 300, 200);
            assertThat(fromFile)
                    .isEqualTo(Weights.random(List.of(MATRIX), 7, manager).get("h.0.weight", 300, 200));
            assertThat(fromFile)
                    .isNotEqualTo(Weights.random(List.of(MATRIX), 8, manager).get("h.0.weight", 300, 200));
        }
    }

    @Test
    void configs_list_every_weight_their_models_ask_for(@TempDir Path folder) {
        ClipConfig clip = new ClipConfig(
                new ClipConfig.Tower(8, 16, 2, 2, "gelu", 1e-5),
                20,
                6,
                19,
                new ClipConfig.Tower(12, 24, 1, 3, "quick_gelu", 1e-6),
                8,
                4,
                10);
        Gpt2Config gpt2 = new Gpt2Config(20, 16, 8, 24, 2, 2, "gelu_new", 1e-5, 19, false);
        clip.write(folder.resolve("clip.json"));
        gpt2.write(folder.resolve("gpt2.json"));
        try (NDManager manager = Torch.newManager("cpu")) {
            assertThat(new Clip(clip, Weights.random(clip.parameters(), 1, manager)).config())
                    .isEqualTo(ClipConfig.read(folder.resolve("clip.json")));
            assertThat(new Gpt2(gpt2, Weights.random(gpt2.parameters(), 1, manager)).config())
                    .isEqualTo(Gpt2Config.read(folder.resolve("gpt2.json")));
        }
    }

    /** 124,439,808 as published for GPT-2, 149,620,737 as published for CLIP ViT-B/16. */
    @Test
    void the_known_models_have_their_known_numbers_of_parameters() {
        Gpt2Config gpt2 = new Gpt2Config(50257, 1024, 768, 3072, 12, 12, "gelu_new", 1e-5, 50256, true);
        ClipConfig clip = new ClipConfig(
                new ClipConfig.Tower(512, 2048, 12, 8, "quick_gelu", 1e-5),
                49408,
                77,
                49407,
                new ClipConfig.Tower(768, 3072, 12, 12, "quick_gelu", 1e-5),
                224,
                16,
                512);

        assertThat(size(gpt2.parameters())).isEqualTo(124_439_808);
        assertThat(size(clip.parameters())).isEqualTo(149_620_737);
    }

    private static long size(List<Parameter> parameters) {
        return parameters.stream().mapToLong(p -> p.shape().size()).sum();
    }
}
