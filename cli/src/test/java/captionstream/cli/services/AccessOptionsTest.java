package captionstream.cli.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import captionstream.cli.console.CommandFailure;
import captionstream.dashboard.access.Access;
import captionstream.dashboard.access.BasicAccess;
import captionstream.dashboard.access.BearerAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class AccessOptionsTest {
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path directory;

    @Test
    void without_a_secret_everybody_is_admitted() {
        assertThat(parsed(Map.of()).access()).isEqualTo(Access.everybody());
    }

    @Test
    void a_password_in_the_environment_is_that_of_one_user() {
        Access access =
                parsed(Map.of("CAPTIONSTREAM_DASHBOARD_PASSWORD", "secret")).access();

        assertThat(access.admit("Basic " + base64("captionstream:secret"))).isEqualTo(Access.Admission.ADMITTED);
        assertThat(access.admit("Basic " + base64("anna:secret"))).isEqualTo(Access.Admission.REFUSED);
    }

    @Test
    void a_token_comes_from_a_file_without_the_line_end() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");

        Access access = parsed(Map.of(), "--token-file", file.toString()).access();

        assertThat(access).isInstanceOf(BearerAccess.class);
        assertThat(access.admit("Bearer " + TOKEN)).isEqualTo(Access.Admission.ADMITTED);
    }

    @Test
    void of_several_secrets_it_must_be_said_which_is_meant() {
        Map<String, String> both =
                Map.of("CAPTIONSTREAM_DASHBOARD_PASSWORD", "secret", "CAPTIONSTREAM_DASHBOARD_TOKEN", TOKEN);

        assertThatThrownBy(() -> parsed(both).access()).isInstanceOf(CommandFailure.class);
        assertThat(parsed(both, "--auth", "basic").access()).isInstanceOf(BasicAccess.class);
        assertThat(parsed(both, "--auth", "none").access()).isEqualTo(Access.everybody());
    }

    @Test
    void what_was_asked_for_without_a_secret_is_refused_with_the_way_to_give_it() {
        assertThatThrownBy(() -> parsed(Map.of(), "--auth", "bearer").access())
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.line())
                        .contains("--token-file", "$CAPTIONSTREAM_DASHBOARD_TOKEN"));
        assertThatThrownBy(() -> parsed(Map.of(), "--users-file", "/nowhere").access())
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void no_option_takes_a_secret_itself() {
        assertThat(new CommandLine(new AccessOptions(Map.of())).getCommandSpec().options())
                .extracting(OptionSpec::longestName)
                .containsExactlyInAnyOrder(
                        "--auth", "--users-file", "--token-file", "--tls-keystore", "--tls-password-file");
    }

    private static AccessOptions parsed(Map<String, String> environment, String... arguments) {
        AccessOptions options = new AccessOptions(environment);
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
