package captionstream.worker.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.worker.model.ModelFileException;
import captionstream.worker.train.RandomBundle;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small bundle in which one thing is not as it should be: one clear error, and next to no memory for it. */
class HostileBundleTest {
    private static final long FEW_BYTES = 50_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path bundle;

    @BeforeEach
    void write() {
        RandomBundle.write(bundle, RandomBundle.TINY, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 1000             | tensor h.2.ln_1.weight is missing",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 1001             | n_layer is 1001, which is above 1000",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 2147483647       | n_layer is 2147483647, which is above 1000",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : -1               | n_layer is -1, which is below 1",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 0                | n_layer is 0, which is below 1",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 2.5              | n_layer is 2.5 where an integer",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 2147483648       | n_layer is 2147483648 where an integer",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 1e400            | n_layer is",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : [2]              | n_layer is [2] where an integer",
                "gpt2 | \"n_layer\" : 2       | \"n_layer\" : 2, \"n_layer\" : 3 | Duplicate field",
                "gpt2 | \"n_positions\" : 64  | \"n_positions\" : 1000000      | tensor wpe.weight has shape (64, 32) where the config asks for (1000000, 32)",
                "gpt2 | \"n_positions\" : 64  | \"n_positions\" : 1000001      | n_positions is 1000001, which is above",
                "gpt2 | \"vocab_size\" : 400  | \"vocab_size\" : 10000000      | tensor wte.weight has shape (400, 32)",
                "gpt2 | \"vocab_size\" : 400  | \"vocab_size\" : 10000001      | vocab_size is 10000001, which is above",
                "gpt2 | \"n_embd\" : 32       | \"n_embd\" : 100000            | tensor wte.weight has shape (400, 32)",
                "gpt2 | \"n_embd\" : 32       | \"n_embd\" : 1073741824        | n_embd is 1073741824, which is above",
                "gpt2 | \"n_inner\" : 128     | \"n_inner\" : 1000000          | tensor h.0.mlp.c_fc.weight has shape (32, 128)",
                "gpt2 | \"n_inner\" : 128     | \"n_inner\" : 2000000          | n_inner is 2000000, which is above",
                "gpt2 | \"n_head\" : 2        | \"n_head\" : -2                | n_head is -2, which is below 1",
                "gpt2 | \"eos_token_id\" : 399 | \"eos_token_id\" : 400         | eos_token_id 400 is outside vocab_size 400",
                "gpt2 | \"layer_norm_epsilon\" : 1.0E-5 | \"layer_norm_epsilon\" : NaN   | NaN",
                "gpt2 | \"layer_norm_epsilon\" : 1.0E-5 | \"layer_norm_epsilon\" : 1e400 | layer_norm_epsilon is",
                "gpt2 | \"layer_norm_epsilon\" : 1.0E-5 | \"layer_norm_epsilon\" : -1    | layer_norm_epsilon is -1.0",
                "gpt2 | \"layer_norm_epsilon\" : 1.0E-5 | \"layer_norm_epsilon\" : 0     | layer_norm_epsilon is 0.0",
                "gpt2 | \"gpt2\"              | \"llama\"                      | model_type is llama where gpt2 was expected",
                "clip | \"num_hidden_layers\" : 2 | \"num_hidden_layers\" : 1000 | layers.2.",
                "clip | \"num_hidden_layers\" : 2 | \"num_hidden_layers\" : 99999 | num_hidden_layers is 99999, which is above",
                "clip | \"max_position_embeddings\" : 24 | \"max_position_embeddings\" : 1000000 | position_embedding.weight has shape (24, 32)",
                "clip | \"vocab_size\" : 640  | \"vocab_size\" : 10000000      | token_embedding.weight has shape (640, 32)",
                "clip | \"eos_token_id\" : 639 | \"eos_token_id\" : -7          | eos_token_id -7 is outside vocab_size 640",
                "clip | \"patch_size\" : 8    | \"patch_size\" : 1             | patch_embedding.weight has shape (32, 3, 8, 8)",
                "clip | \"image_size\" : 32   | \"image_size\" : 2147483647    | image_size is 2147483647, which is above 4096",
                "clip | \"projection_dim\" : 24 | \"projection_dim\" : 100000   | (24, 32) where the config asks for (100000, 32)",
                "clip | \"layer_norm_eps\" : 1.0E-5 | \"layer_norm_eps\" : 1e999 | layer_norm_eps is",
                "clip | \"text_config\" : {   | \"text_config\" : 7, \"x\" : { | text_config is 7 where an object",
                "clip | \"clip\"              | \"siglip\"                     | model_type is siglip where clip was expected"
            })
    void a_config_that_asks_for_more_than_there_is_ends_in_one_cheap_error(
            String part, String from, String to, String problem) throws IOException {
        replace(part + "/config.json", from, to);

        assertRefusedCheaply(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bundle.json",
                "clip/config.json",
                "clip/preprocessor_config.json",
                "clip/tokenizer.json",
                "clip/model.safetensors",
                "gpt2/config.json",
                "gpt2/tokenizer.json",
                "gpt2/model.safetensors",
                "projection.safetensors"
            })
    void whatever_a_file_holds_instead_the_error_names_it(String name) throws IOException {
        Path file = bundle.resolve(name);
        for (String content : new String[] {
            "",
            "{",
            "[]",
            "null",
            "7",
            "\"x\"",
            "{}",
            "{}{}",
            "\0".repeat(100),
            "[".repeat(100_000),
            "<html>Sign in</html>",
            "{\"a\":".repeat(20_000),
            "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
        }) {
            Files.writeString(file, content);

            if (!isSettings(name) || !content.equals("{}")) {
                assertRefusedCheaply(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"clip/config.json", "gpt2/tokenizer.json", "gpt2/model.safetensors", "projection.safetensors"})
    void a_folder_in_place_of_a_file_is_named(String name) throws IOException {
        Files.delete(bundle.resolve(name));
        Files.createDirectory(bundle.resolve(name));

        assertRefusedCheaply(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bundle.json", "clip/config.json", "clip/preprocessor_config.json", "gpt2/config.json"})
    void settings_that_are_too_long_are_not_read(String name) throws IOException {
        Files.writeString(bundle.resolve(name), Files.readString(bundle.resolve(name)) + " ".repeat(1_000_000));

        assertRefusedCheaply("has more than the 1000000 bytes it may have");
    }

    @Test
    void a_tokenizer_that_is_too_long_is_not_read() throws IOException {
        Files.write(bundle.resolve("gpt2/tokenizer.json"), new byte[20_000_001]);

        assertRefusedCheaply("gpt2/tokenizer.json: has more than the 20000000 bytes it may have");
    }

    @Test
    void what_a_file_says_of_itself_is_quoted_in_part_only() throws IOException {
        replace("gpt2/config.json", "gelu_new", "x".repeat(500_000));

        assertThatThrownBy(this::load)
                .isInstanceOf(ModelFileException.class)
                .message()
                .hasSizeLessThan(1_500)
                .contains("gpt2/config.json", "activation xxx");
    }

    @Test
    void a_tensor_of_integers_is_told_from_one_that_is_missing() throws IOException {
        Path file = bundle.resolve("gpt2/model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Files.writeString(
                file,
                text.replace(
                        "\"transformer.wpe.weight\":{\"dtype\":\"F32\"",
                        "\"transformer.wpe.weight\":{\"dtype\":\"I32\""),
                StandardCharsets.ISO_8859_1);

        assertRefusedCheaply("gpt2/model.safetensors: tensor wpe.weight is of type I32, not F32, F16 or BF16");
    }

    /** Defaults stand in for settings that are left out, so that an empty file of them may be right. */
    private static boolean isSettings(String name) {
        return name.endsWith("config.json");
    }

    private void assertRefusedCheaply(String problem) {
        long heap = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long direct = directBytes();

        assertThatThrownBy(this::load)
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(bundle.toString())
                .hasMessageContaining(problem)
                .message()
                .doesNotContain("\n");

        assertThat(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - heap)
                .isLessThan(FEW_BYTES);
        assertThat(directBytes() - direct).isLessThan(FEW_BYTES);
    }

    private void load() {
        ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu").close();
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private void replace(String name, String from, String to) throws IOException {
        Path file = bundle.resolve(name);
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }
}
