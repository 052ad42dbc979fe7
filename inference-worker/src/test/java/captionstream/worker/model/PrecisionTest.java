package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Precision.class)
    void each_goes_by_its_name_in_torch(Precision precision) {
        assertThat(Precision.named(precision.toString())).isEqualTo(precision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half", "FLOAT16", "float64", "int8"})
    void another_name_is_refused(String name) {
        assertThatThrownBy(() -> Precision.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dtype is '" + name + "': it must be float32 or float16");
    }

    @Test
    void bfloat16_is_refused_before_the_engine_ends_the_process() {
        assertThatThrownBy(() -> Precision.named("bfloat16"))
                .hasMessage(
                        "dtype is 'bfloat16': it must be float32 or float16; this engine cannot compute in bfloat16");
    }

    @Test
    void only_the_inside_of_layers_is_rounded() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = Weights.load(fileWith(1 + 0x1p-12f), manager, Precision.FLOAT16);

            NDArray outside = weights.get("x", 1);
            NDArray inside = weights.inLayers().get("x", 1);

            assertThat(outside.getFloat()).isEqualTo(1 + 0x1p-12f);
            assertThat(inside.getDataType()).isEqualTo(DataType.FLOAT16);
            assertThat(inside.toType(DataType.FLOAT32, true).getFloat()).isEqualTo(1f);
        }
    }

    @Test
    void a_tensor_is_read_when_it_is_asked_for_and_held_in_one_precision() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = Weights.load(fileWith(1), manager, Precision.FLOAT16);
            assertThat(manager.getManagedArrays()).isEmpty();

            weights.inLayers().get("x", 1);

            assertThat(manager.getManagedArrays()).hasSize(1);
        }
    }

    @Test
    void a_weight_that_float16_cannot_hold_is_named() {
        Path file = fileWith(65_520); // the first to round to infinity
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = Weights.load(file, manager, Precision.FLOAT16).inLayers();

            assertThatThrownBy(() -> weights.get("x", 1))
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageContaining(file + "")
                    .hasMessageEndingWith("tensor x has values beyond the range of float16: use --dtype float32");
        }
    }

    private Path fileWith(float value) {
        Path file = folder.resolve("x.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            SafetensorsWriter.write(file, Map.of("x", manager.create(new float[] {value}, new Shape(1))));
        }
        return file;
    }
}
