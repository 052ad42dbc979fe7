package captionstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class EnvironmentDefaultsTest {
    @Test
    void the_environment_gives_what_the_command_line_does_not() {
        Settings settings =
                parse(Map.of("CAPTIONSTREAM_HTTP_PORT", "9000", "CAPTIONSTREAM_IMAGE_ROOT", "/a,/b"), "--verbose");

        assertThat(settings.port).isEqualTo(9000);
        assertThat(settings.roots).containsExactly(Path.of("/a"), Path.of("/b"));
    }

    @Test
    void the_command_line_wins() {
        assertThat(parse(Map.of("CAPTIONSTREAM_HTTP_PORT", "9000"), "--port", "1").port)
                .isEqualTo(1);
    }

    @Test
    void an_empty_variable_counts_as_unset() {
        assertThat(parse(Map.of("CAPTIONSTREAM_HTTP_PORT", " ")).port).isEqualTo(8080);
    }

    @Test
    void switches_are_not_taken_from_the_environment() {
        assertThat(parse(Map.of("CAPTIONSTREAM_VERBOSE", "true")).verbose).isFalse();
    }

    private static Settings parse(Map<String, String> environment, String... arguments) {
        Settings settings = new Settings();
        new CommandLine(settings)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .parseArgs(arguments);
        return settings;
    }

    @Command
    private static final class Settings {
        @Option(
                names = {"--port", "--http-port"},
                defaultValue = "8080")
        private int port;

        @Option(names = "--image-root", split = ",")
        private List<Path> roots = List.of();

        @Option(names = "--verbose")
        private boolean verbose;
    }
}
