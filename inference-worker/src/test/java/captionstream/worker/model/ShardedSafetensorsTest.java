package captionstream.worker.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedSafetensorsTest {
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    Path folder;

    @BeforeEach
    void writeShards() {
        try (NDManager manager = Torch.newManager("cpu")) {
            SafetensorsWriter.write(folder.resolve(FIRST), Map.of("a", manager.create(new float[] {1, 2})));
            SafetensorsWriter.write(folder.resolve(SECOND), Map.of("b", manager.create(3f)));
        }
    }

    @Test
    void every_tensor_is_read_from_its_shard() throws IOException {
        Path index = index("'a':'" + FIRST + "','b':'" + SECOND + "'");
        try (NDManager manager = Torch.newManager("cpu")) {
            Weights weights = Weights.load(index, manager);

            assertThat(weights.get("a", 2).toFloatArray()).containsExactly(1, 2);
            assertThat(weights.get("b").getFloat()).isEqualTo(3);
        }
    }

    @Test
    void the_index_and_all_shards_count_as_files_of_the_weights() throws IOException {
        Path index = index("'b':'" + SECOND + "','a':'" + FIRST + "'");

        assertThat(WeightFile.open(index).files())
                .containsExactly(index, folder.resolve(FIRST), folder.resolve(SECOND));
    }

    @Test
    void one_file_is_preferred_to_shards() throws IOException {
        Path index = index("'a':'" + FIRST + "'");
        assertThat(WeightFile.in(folder)).isEqualTo(index);

        Path single = Files.createFile(folder.resolve("model.safetensors"));

        assertThat(WeightFile.in(folder)).isEqualTo(single);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'a':'../x.safetensors'              | tensor a is in \"../x.safetensors\"",
                "'a':'/tmp/x.safetensors'            | no safetensors file beside the index",
                "'a':'sub/x.safetensors'             | no safetensors file beside the index",
                "'a':'sub\\\\x.safetensors'          | no safetensors file beside the index",
                "'a':'..'                            | no safetensors file beside the index",
                "'a':7                               | no safetensors file beside the index",
                "'a':'gone.safetensors'              | gone.safetensors: cannot be read as safetensors: no such file",
                "'a':'1','b':'1','a':'2'             | not readable JSON",
                "'a':'1','b':'1'                     | tensor b is not in model-00001-of-00002.safetensors",
                "'a':'1','c':'2'                     | tensor b is in model-00002-of-00002.safetensors",
                "'a':'1','c':'1'                     | tensor c is not in model-00001-of-00002.safetensors",
                "` `                                 | no weight_map"
            })
    void an_index_that_does_not_describe_the_shards_is_refused(String map, String problem) throws IOException {
        Path index = index(map.replace("'1'", "'" + FIRST + "'").replace("'2'", "'" + SECOND + "'"));

        assertThatThrownBy(() -> WeightFile.open(index))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void a_tensor_in_two_shards_is_refused() throws IOException {
        Files.copy(folder.resolve(FIRST), folder.resolve("again.safetensors"));
        Path index = index("'a':'" + FIRST + "','b':'again.safetensors'");

        assertThatThrownBy(() -> WeightFile.open(index))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("tensor a is in");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                   | has no weight_map",
                "{'weight_map':['a']} | has no weight_map",
                "{'weight_map':{}} x  | is not readable JSON",
                "{'weight_map':{'a':{'b':1}}} | which is no safetensors file beside the index"
            })
    void what_is_no_index_is_refused(String json, String problem) throws IOException {
        Path index = Files.writeString(folder.resolve("model.safetensors.index.json"), json.replace('\'', '"'));

        assertThatThrownBy(() -> WeightFile.open(index))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(index.toString())
                .hasMessageContaining(problem);
    }

    @Test
    void an_index_that_is_too_long_is_not_read() throws IOException {
        Path index = Files.write(folder.resolve("model.safetensors.index.json"), new byte[4_000_001]);

        assertThatThrownBy(() -> WeightFile.open(index))
                .isInstanceOf(ModelFileException.class)
                .hasMessageEndingWith("has more than the 4000000 bytes it may have");
    }

    @Test
    void a_damaged_shard_is_named() throws IOException {
        Path index = index("'a':'" + FIRST + "','b':'" + SECOND + "'");
        Files.write(folder.resolve(SECOND), new byte[5]);

        assertThatThrownBy(() -> WeightFile.open(index))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(folder.resolve(SECOND) + ": is too short");
    }

    private Path index(String map) throws IOException {
        String json = "{'metadata':{'total_size':12},'weight_map':{" + map + "}}";
        return Files.writeString(folder.resolve("model.safetensors.index.json"), json.replace('\'', '"'));
    }
}
