package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TorchCheckpointTest {
    private static final Path WRITTEN_BY_TORCH = Path.of("src/test/resources/checkpoint");
    private static final String START = "\u0080\u0002}" + string("w");
    private static final String NO_HOOKS = "ccollections\nOrderedDict\n)R";
    private static final String CALL = "ctorch._utils\n_rebuild_tensor_v2\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "single, '2,3', '0,1,2,3,4,5'",
        "shared, '2,3', '0,1,2,3,4,5'",
        "half, '4', '-0,-1,-2,-3'",
        "bfloat, '2,2', '0,1,2,3'",
        "transposed, '3,2', '0,3,1,4,2,5'",
        "view, '2,2', '5,6,9,10'",
        "later_rows, '2,2', '2,3,4,5'",
        "scalar, '', '2.5'",
        "parameter, '2', '0,1'"
    })
    void every_tensor_is_read_as_pytorch_wrote_it(String name, String shape, String values) {
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = Weights.load(WRITTEN_BY_TORCH.resolve("state.bin"), manager);

            long[] dimensions = split(shape).mapToLong(Long::parseLong).toArray();
            assertThat(weights.get(name, dimensions).toFloatArray())
                    .containsExactly(split(values).map(Float::valueOf).toArray(Float[]::new));
        }
    }

    @Test
    void an_empty_tensor_is_read_and_tensors_that_are_no_floats_are_left_out() {
        WeightFile file = WeightFile.open(WRITTEN_BY_TORCH.resolve("state.bin"));

        assertThat(file.shape("empty").getShape()).containsExactly(0, 3);
        assertThat(file.floatTensors()).contains("empty").doesNotContain("position_ids", "mask", "flags");
    }

    @ParameterizedTest
    @CsvSource({"linear.bin, 2", "zip64.bin, 2", "many.bin, 40"})
    void dictionaries_of_any_size_are_read(String name, int tensors) {
        assertThat(WeightFile.open(WRITTEN_BY_TORCH.resolve(name)).floatTensors())
                .hasSize(tensors);
    }

    @ParameterizedTest
    @CsvSource({"training.bin, epoch is no tensor", "legacy.bin, PyTorch before 1.6"})
    void what_is_no_state_dictionary_of_this_format_is_refused(String name, String problem) {
        assertRefused(WRITTEN_BY_TORCH.resolve(name), problem);
    }

    @Test
    void a_truncated_file_is_refused_wherever_it_ends() throws IOException {
        byte[] whole = Files.readAllBytes(WRITTEN_BY_TORCH.resolve("linear.bin"));
        for (int length = 0; length < whole.length; length++) {
            assertRefused(Files.write(folder.resolve("pytorch_model.bin"), Arrays.copyOf(whole, length)), "");
        }
    }

    @Test
    void a_damaged_byte_anywhere_never_does_worse_than_a_refusal() throws IOException {
        byte[] whole = Files.readAllBytes(WRITTEN_BY_TORCH.resolve("linear.bin"));
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0xff;
            Path file = Files.write(folder.resolve("pytorch_model.bin"), damaged);
            try {
                WeightFile.open(file);
            } catch (ModelFileException e) {
                assertThat(e).hasMessageContaining("pytorch_model.bin");
            }
        }
    }

    @Test
    void the_pickle_that_the_hostile_ones_vary_is_itself_read() throws IOException {
        Path file = checkpoint(START + tensor("K\0", "K\4", "K\1", "K\4") + "s.");

        assertThat(WeightFile.open(file).shape("w").getShape()).containsExactly(4);
    }

    static String[][] hostile() {
        String good = tensor("K\0", "K\4", "K\1", "K\4");
        return new String[][] {
            {START + "cos\nsystem\n" + string("touch /tmp/owned") + "\u0085R" + "s.", "asks for os.system"},
            {START + "cbuiltins\neval\n" + string("1") + "\u0085R" + "s.", "asks for builtins.eval"},
            {START + "cposix\nsystem\n" + good + "s.", "asks for posix.system"},
            {START + "ctorch\nFloatStorage\n)R" + "s.", "calls a storage type"},
            {START + "\u0093s.", "opcode 0x93"},
            {START + "\u0081s.", "opcode 0x81"},
            {START + "i" + "os\nsystem\n", "opcode 0x69"},
            {"\u0080\4}.", "protocol 4"},
            {START + tensor("K\1", "K\4", "K\1", "K\4") + "s.", "asks for more than the 4 elements"},
            {START + tensor("K\0", "K\5", "K\1", "K\4") + "s.", "asks for more than the 4 elements"},
            {START + tensor("K\0", "K\4", "K\2", "K\4") + "s.", "asks for more than the 4 elements"},
            {START + tensor("K\0", "J\u00ff\u00ff\u00ff\u007f", "K\0", "K\4") + "s.", "asks for more than"},
            {START + tensor("J\u00ff\u00ff\u00ff\u00ff", "K\4", "K\1", "K\4") + "s.", "no valid shape"},
            {START + tensor("K\0", "K\4", "J\u00ff\u00ff\u00ff\u00ff", "K\4") + "s.", "negative shape or stride"},
            {START + tensor("K\0", "K\4", huge(), "K\4") + "s.", "shape too large"},
            {START + tensor("K\0", "K\4", "K\1", huge()) + "s.", "storage of"},
            {START + tensor("K\0", "K\4", "K\1", "K\5") + "s.", "tensor w needs a storage of 20 bytes"},
            {START + good.replace(NO_HOOKS, "}K\1K\1s") + "s.", "a Long where a String belongs"},
            {START + good.replace(NO_HOOKS, "}" + string("a") + "K\1s") + "s.", "hooks"},
            {START + good.replace("storage", "garbage") + "s.", "no storage"},
            {START + good + "s" + string("w") + good + "s.", "the key w twice"},
            {START + shaped("(K\0" + huge() + "K\2t", "(K\1K\1K\1t") + "s.", "shape too large"},
            {START + shaped("(" + huge() + "K\2K\0t", "(K\1K\1K\1t") + "s.", "shape too large"},
            {START + shaped("(" + "K\1".repeat(17) + "t", "(" + "K\1".repeat(17) + "t") + "s.", "no valid shape"},
            {START + shaped("(K\2K\2t", "(K\1t") + "s.", "no valid shape"},
            {START + good + "s", "ends early"},
            {START + good + "s..", "goes on after its end"},
            {START + good + ".", "goes on after its end"},
            {START + ".".repeat(1), "goes on after its end"},
            {"\u0080\2K\1.", "a Long where a Dict belongs"},
            {"\u0080\2s.", "too few values"},
            {"\u0080\2t.", "lacks a mark"},
            {"\u0080\2h\1.", "recalls what it never stored"},
            {"\u0080\2X\u00ff\u00ff\u00ff\u007f.", "a string of 2147483647 bytes"},
            {"\u0080\2X\u00ff\u00ff\u00ff\u00ff.", "a string of 4294967295 bytes"},
            {"\u0080\2\u008a\u00ff.", "an integer of 255 bytes"},
            {"\u0080\2c" + "a".repeat(2000) + "\n", "a name without an end"},
            {"\u0080\2)" + "\u0085".repeat(100_000) + ".", "nests tuples"},
            {"\u0080\2" + "(".repeat(100_000) + ".", "deeper than a state dictionary's"},
            {"\u0080\2" + "}".repeat(100_000) + ".", "deeper than a state dictionary's"},
            {"\u0080\2" + "N".repeat(2_000_000), "data.pkl of 2000002 bytes"},
            {"", "ends early"}
        };
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void a_hostile_pickle_is_refused_and_nothing_in_it_runs(String pickle, String problem) throws IOException {
        assertRefused(checkpoint(pickle), problem);
    }

    @Test
    void an_error_in_the_pickle_names_the_tensor() throws IOException {
        assertRefused(checkpoint(START + "cos\nsystem\n"), "after the name \"w\"");
        assertRefused(checkpoint(START + tensor("K\0", "K\5", "K\1", "K\4") + "s."), "after the name \"w\"");
        assertRefused(checkpoint(START + tensor("K\0", "K\4", "K\1", huge()) + "s."), "after the name \"w\"");
    }

    @Test
    void compressed_entries_are_refused() throws IOException {
        assertRefused(zip(ZipEntry.DEFLATED, Map.of("m/data.pkl", "}.")), "compressed");
    }

    @Test
    void entries_that_are_missing_or_ambiguous_are_refused() throws IOException {
        assertRefused(zip(ZipEntry.STORED, Map.of("m/data/0", "")), "0 entries data.pkl");
        assertRefused(zip(ZipEntry.STORED, Map.of("a/data.pkl", "", "b/data.pkl", "")), "2 entries data.pkl");
        assertRefused(
                zip(ZipEntry.STORED, Map.of("m/data.pkl", START + tensor("K\0", "K\4", "K\1", "K\4") + "s.")),
                "tensor w needs a storage of 16 bytes where the file has none");
    }

    @Test
    void tied_weights_may_share_a_storage_but_not_multiply_the_file() throws IOException {
        String good = tensor("K\0", "K\4", "K\1", "K\4");
        StringBuilder sharing = new StringBuilder("\u0080\2}(");
        for (int i = 0; i < 4; i++) {
            sharing.append(string("w" + i)).append(good);
        }
        assertThat(WeightFile.open(checkpoint(sharing + "u.")).floatTensors()).hasSize(4);

        sharing.append(string("w4")).append(good);

        assertRefused(checkpoint(sharing + "u."), "tensor w4 shares its storage with so many");
    }

    private static String shaped(String shape, String stride) {
        String storage = "(" + string("storage") + "ctorch\nFloatStorage\n" + string("0") + string("cpu") + "K\4";
        return CALL + "(" + storage + "tQK\0" + shape + stride + "\u0089" + NO_HOOKS + "tR";
    }

    private static String tensor(String offset, String size, String stride, String elements) {
        String storage = "(" + string("storage") + "ctorch\nFloatStorage\n" + string("0") + string("cpu") + elements;
        return CALL + "(" + storage + "tQ" + offset + size + "\u0085" + stride + "\u0085\u0089" + NO_HOOKS + "tR";
    }

    private static String string(String text) {
        return "X" + (char) text.length() + "\0\0\0" + text;
    }

    private static String huge() {
        return "\u008a\10" + "\u00ff".repeat(7) + "\u007f";
    }

    private Path checkpoint(String pickle) throws IOException {
        return zip(ZipEntry.STORED, Map.of("m/data.pkl", pickle, "m/data/0", "\0".repeat(16)));
    }

    private Path zip(int method, Map<String, String> entries) throws IOException {
        Path file = folder.resolve("pytorch_model.bin");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.setMethod(method);
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                byte[] content = entry.getValue().getBytes(StandardCharsets.ISO_8859_1);
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setSize(content.length);
                header.setCrc(crc.getValue());
                out.putNextEntry(header);
                out.write(content);
            }
        }
        return file;
    }

    private static void assertRefused(Path file, String problem) {
        assertThatThrownBy(() -> WeightFile.open(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(problem);
    }

    private static Stream<String> split(String text) {
        return Arrays.stream(text.split(",")).filter(part -> !part.isEmpty());
    }
}
