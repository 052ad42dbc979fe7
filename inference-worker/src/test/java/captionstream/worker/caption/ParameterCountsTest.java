package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.worker.image.ImageSpec;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.ClipConfig.Tower;
import captionstream.worker.model.Gpt2Config;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ParameterCountsTest {
    /** transformers' {@code num_parameters()} of openai/clip-vit-base-patch16 and gpt2. */
    @Test
    void the_published_models_have_the_published_sizes() {
        ClipConfig clip = new ClipConfig(
                new Tower(512, 2048, 12, 8, "quick_gelu", 1e-5),
                49408,
                77,
                49407,
                new Tower(768, 3072, 12, 12, "quick_gelu", 1e-5),
                224,
                16,
                512);
        Gpt2Config gpt2 = new Gpt2Config(50257, 1024, 768, 3072, 12, 12, "gelu_new", 1e-5, 50256, true);

        ParameterCounts counts = ParameterCounts.of(new ModelBundle(
                Path.of("b"), 1, false, clip, gpt2, new ImageSpec(224, new float[3], new float[] {1, 1, 1})));

        assertThat(counts.clipImage() + counts.clipText()).isEqualTo(149_620_737);
        assertThat(counts.gpt2()).isEqualTo(124_439_808);
        assertThat(counts.projection()).isEqualTo(768 * 512 + 768);
    }
}
