package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_back_bit_for_bit() {
        Path file = folder.resolve("model.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            NDArray matrix = manager.create(new float[] {1, -2.5f, Float.MIN_VALUE, 3e38f, 0, -0f}, new Shape(2, 3));
            NDArray scalar = manager.create(2.6592f);

            SafetensorsWriter.write(file, Map.of("matrix", matrix, "scalar", scalar));

            Weights weights = Weights.load(file, manager);
            assertThat(weights.get("matrix", 2, 3)).isEqualTo(matrix);
            assertThat(weights.get("scalar").getFloat()).isEqualTo(2.6592f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "F32, 00000041, 8.0",
        "F16, 0048, 8.0",
        "F16, 0100, 5.9604645E-8",
        "F16, 01bc, -1.0009766",
        "BF16, 0041, 8.0"
    })
    void every_float_type_is_read_as_float32(String type, String hex, float expected) throws IOException {
        byte[] data = HexFormat.of().parseHex(hex);
        String header = "{\"x\":{\"dtype\":\"%s\",\"shape\":[1],\"data_offsets\":[0,%d]}}".formatted(type, data.length);
        Path file = write(header, data);
        try (NDManager manager = Torch.newManager("cpu")) {
            NDArray array = Safetensors.open(file).read("x", manager);

            assertThat(array.getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(array.toFloatArray()).containsExactly(expected);
        }
    }

    @Test
    void data_that_does_not_start_at_a_multiple_of_four_is_read_right() throws IOException {
        String header = "{\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[1,5]}}";
        Path file = write(header, new byte[] {9, 0, 0, 0, 0x41});
        try (NDManager manager = Torch.newManager("cpu")) {
            assertThat(Weights.load(file, manager).get("x", 1).toFloatArray()).containsExactly(8f);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{",
                "{} x",
                "{\"x\":1}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}",
                "{\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[1,4]}}",
                "{\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
                        + "\"y\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}"
            })
    void a_header_that_does_not_describe_the_data_is_refused_by_name_of_the_file(String header) throws IOException {
        Path file = write(header, new byte[4]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("model.safetensors");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[0,4611686018427387904,4] | F32  | [0,0] | has a shape too large for any file",
                "[4611686018427387904,4,0] | F32  | [0,0] | has a shape too large for any file",
                "[9223372036854775807]     | F32  | [0,4] | has a shape too large for any file",
                "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1] | F32 | [0,4] | has no valid shape",
                "[1]                       | F32  | [0,9223372036854775807] | outside the 4 bytes of data",
                "[1]                       | F32  | [2,6] | outside the 4 bytes of data",
                "[1]                       | f32  | [0,4] | has unknown dtype \"f32\"",
                "[1]                       | F64  | [0,4] | has 4 bytes, which its shape and dtype do not give",
                "7                         | F32  | [0,4] | has no valid shape",
                "[[1]]                     | F32  | [0,4] | has no valid shape: [1]",
                "[true]                    | F32  | [0,4] | has no valid shape: true"
            })
    void a_tensor_that_cannot_be_is_refused_by_name(String shape, String type, String offsets, String problem)
            throws IOException {
        String entry = "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}".formatted(type, shape, offsets);
        Path file = write("{\"layer.weight\":" + entry + "}", new byte[4]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": tensor layer.weight ")
                .hasMessageContaining(problem);
    }

    @Test
    void an_empty_tensor_is_read() throws IOException {
        Path file = write("{\"x\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[0,0]}}", new byte[0]);
        try (NDManager manager = Torch.newManager("cpu")) {
            assertThat(Weights.load(file, manager).get("x", 0, 3).size()).isZero();
        }
    }

    @Test
    void a_header_without_end_is_not_followed_down() throws IOException {
        Path file = write("{\"x\":" + "[".repeat(1_000_000), new byte[0]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("nesting depth");
    }

    @Test
    void a_header_longer_than_any_model_has_is_not_read() throws IOException {
        Path file = write("{}" + " ".repeat(4_000_000), new byte[0]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("claims a header of 4000002 bytes");
    }

    @Test
    void a_name_without_end_is_refused_and_quoted_in_part() throws IOException {
        Path file = write("{\"" + "x".repeat(30_000) + "\":1}", new byte[0]);

        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(ModelFileException.class)
                .message()
                .endsWith("x... has a name of 30000 characters")
                .hasSizeLessThan(500);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1, 0, 1L << 40, 100})
    void a_header_length_that_the_file_does_not_have_is_refused(long claimed) throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(20)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(claimed)
                        .array());

        assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(ModelFileException.class);
    }

    @Test
    void a_truncated_file_is_refused_wherever_it_ends() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            SafetensorsWriter.write(whole, Map.of("weight", manager.zeros(new Shape(3))));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path file = folder.resolve("model.safetensors");
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));

            assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(ModelFileException.class);
        }
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> Safetensors.open(folder.resolve("nowhere.safetensors")))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("nowhere.safetensors")
                .hasMessageContaining("no such file");
    }

    @Test
    void a_missing_tensor_and_one_of_another_shape_are_named() {
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = new Weights("a.safetensors", manager, Map.of("w", manager.zeros(new Shape(2, 3))));

            assertThatThrownBy(() -> weights.get("v", 2)).hasMessage("a.safetensors: tensor v is missing");
            assertThatThrownBy(() -> weights.get("w", 3, 2))
                    .hasMessageStartingWith("a.safetensors: tensor w has shape (2, 3)");
        }
    }

    private Path write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json).put(data);
        return Files.write(folder.resolve("model.safetensors"), bytes.array());
    }
}
