package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** float16 layers against float32 and PyTorch, within what ten fraction bits leave after a few layers. */
class HalfPrecisionTest {
    private static final float TOLERANCE = 5e-3f;

    private final NDManager manager = Torch.newManager("cpu");

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip-legacy", "clip-recent"})
    void image_embeddings_are_float32_and_near_those_of_pytorch(String name) {
        Reference reference = Reference.of(name);
        Clip clip = new Clip(ClipConfig.read(reference.config()), halved(reference));

        NDArray embeddings = clip.imageEmbeddings(reference.expected("pixels", manager));

        assertNear(embeddings, reference.expected("image_embeddings", manager));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2-tied", "gpt2-separate"})
    void logits_are_float32_and_near_those_of_pytorch(String name) {
        Reference reference = Reference.of(name);
        Gpt2 model = new Gpt2(Gpt2Config.read(reference.config()), halved(reference));
        long[] ids = Reference.ids(reference.json("greedy.json").path("sample"));
        NDArray prefix = reference.expected("prefixes", manager).get("0:1"); // [1, k, D]
        NDArray inputs = prefix.concat(model.embed(manager.create(ids, new Shape(1, ids.length))), 1);

        NDArray logits = model.logits(model.hidden(inputs));

        assertNear(logits.squeeze(0), reference.expected("logits", manager));
    }

    @Test
    void a_row_that_may_look_nowhere_is_no_nan() {
        NDArray ones = manager.ones(new Shape(1, 1, 2, 4), DataType.FLOAT16);
        float[] nowhere = new float[2];
        Arrays.fill(nowhere, Attention.MASKED);

        NDArray attended = Attention.attend(
                ones, ones, ones, manager.create(0.5f), manager.create(nowhere, new Shape(1, 1, 1, 2)));

        assertThat(attended.getDataType()).isEqualTo(DataType.FLOAT16);
        assertThat(attended.toFloatArray()).containsOnly(1f);
    }

    @Test
    void a_masked_position_weighs_nothing() {
        NDArray ones = manager.ones(new Shape(1, 1, 1, 4), DataType.FLOAT16);
        NDArray keys = manager.ones(new Shape(1, 1, 2, 4), DataType.FLOAT16);
        NDArray values = manager.create(new float[] {3, 3, 3, 3, 9, 9, 9, 9}, new Shape(1, 1, 2, 4))
                .toType(DataType.FLOAT16, false);
        NDArray mask = manager.create(new float[] {0, Attention.MASKED}, new Shape(1, 1, 1, 2));

        NDArray attended = Attention.attend(ones, keys, values, manager.create(0.5f), mask);

        assertThat(attended.toFloatArray()).containsOnly(3f);
    }

    /** Squares of 1000 are beyond float16, whose largest number is 65504. */
    @Test
    void a_layer_norm_of_large_numbers_does_not_overflow() {
        NDArray x = manager.create(new float[] {1000, -1000, 1000, -1000}, new Shape(1, 4))
                .toType(DataType.FLOAT16, false);
        NDArray one = manager.ones(new Shape(4), DataType.FLOAT16);
        NDArray zero = manager.zeros(new Shape(4), DataType.FLOAT16);

        assertThat(new LayerNorm(one, zero, 1e-5f).apply(x).toFloatArray()).containsExactly(1, -1, 1, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gelu_new", "quick_gelu", "gelu"})
    void activations_of_large_numbers_are_what_they_are_in_the_limit(String name) {
        NDArray x = manager.create(new float[] {-1000, 0, 1000}).toType(DataType.FLOAT16, false);

        float[] activated = Activations.named(name, manager).apply(x).toFloatArray();

        assertThat(activated[0]).isZero();
        assertThat(activated[1]).isZero();
        assertThat(activated[2]).isEqualTo(1000);
    }

    private Weights halved(Reference reference) {
        return Weights.load(reference.folder().resolve("model.safetensors"), manager, Precision.FLOAT16);
    }

    private static void assertNear(NDArray actual, NDArray expected) {
        assertThat(actual.getDataType()).isEqualTo(DataType.FLOAT32);
        float scale = expected.abs().max().getFloat();
        float worst = actual.sub(expected).abs().max().getFloat();
        assertThat(worst).isBetween(1e-6f * scale, TOLERANCE * scale); // some rounding, or it was not float16
    }
}
