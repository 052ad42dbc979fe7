package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {
    @TempDir
    private Path home;

    @BeforeEach
    void files() throws IOException {
        write(".cache/huggingface/token", "hf_usual\n");
        write("cache/huggingface/token", "hf_xdg");
        write("hub/token", "hf_home");
        write("elsewhere", " hf_path \n");
    }

    @Test
    void the_nearest_place_that_names_one_counts() {
        String elsewhere = home.resolve("elsewhere").toString();
        String hubHome = home.resolve("hub").toString();
        String cache = home.resolve("cache").toString();

        assertThat(found(Map.of("HF_TOKEN", " hf_given\n", "HF_TOKEN_PATH", elsewhere)))
                .isEqualTo("Bearer hf_given");
        assertThat(found(Map.of("HF_TOKEN", " ", "HF_TOKEN_PATH", elsewhere, "HF_HOME", hubHome)))
                .isEqualTo("Bearer hf_path");
        assertThat(found(Map.of("HF_HOME", hubHome, "XDG_CACHE_HOME", cache))).isEqualTo("Bearer hf_home");
        assertThat(found(Map.of("XDG_CACHE_HOME", cache))).isEqualTo("Bearer hf_xdg");
        assertThat(found(Map.of())).isEqualTo("Bearer hf_usual");
        assertThat(found(Map.of("HF_HOME", home.toString()))).isEqualTo("none");
    }

    @Test
    void an_empty_file_is_no_token() throws IOException {
        write("hub/token", "\n");

        assertThat(found(Map.of("HF_HOME", home.resolve("hub").toString()))).isEqualTo("none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hf_ge\r\nheim", "hf_ge heim", "hf_gehéim"})
    void what_no_header_can_carry_is_refused_without_showing_it(String secret) {
        assertThatThrownBy(() -> found(Map.of("HF_TOKEN", secret)))
                .isInstanceOf(HubException.class)
                .hasMessage("HF_TOKEN holds no token");
    }

    @Test
    void a_file_too_long_for_a_token_is_not_one() throws IOException {
        write("elsewhere", "x".repeat(20_000));
        String path = home.resolve("elsewhere").toString();

        assertThatThrownBy(() -> found(Map.of("HF_TOKEN_PATH", path))).hasMessage(path + " holds no token");
    }

    @Test
    void its_text_form_hides_it() {
        assertThat(AccessToken.of("hf_geheim", "HF_TOKEN")).asString().doesNotContain("geheim");
    }

    private String found(Map<String, String> environment) {
        return AccessToken.find(environment, home)
                .map(AccessToken::authorization)
                .orElse("none");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(home.resolve(name).getParent());
        Files.writeString(home.resolve(name), text);
    }
}
