package captionstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.Terminal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

class EnvironmentDefaultsTest {
    /** What several commands read, and describe in different words. */
    private static final Set<String> OF_ONE_MEANING = Set.of(
            "CAPTIONSTREAM_APPLICATION_ID",
            "CAPTIONSTREAM_COCO_ANNOTATIONS",
            "CAPTIONSTREAM_COMPATIBILITY_CENTRE",
            "CAPTIONSTREAM_DATA_DIR",
            "CAPTIONSTREAM_DEVICE",
            "CAPTIONSTREAM_HEALTH_PORT",
            "CAPTIONSTREAM_HTTP_PORT",
            "CAPTIONSTREAM_LOADER_THREADS",
            "CAPTIONSTREAM_MODEL",
            "CAPTIONSTREAM_MODEL_FINGERPRINT",
            "CAPTIONSTREAM_WINDOW");

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

    @Test
    void options_of_different_meaning_are_read_under_the_name_of_their_command() {
        Map<String, String> environment = Map.of(
                "CAPTIONSTREAM_FROM", "everywhere",
                "CAPTIONSTREAM_WATCH_FROM", "beginning",
                "CAPTIONSTREAM_REPORT_FROM", "results.csv",
                "CAPTIONSTREAM_MODELS_PULL_OUT", "bundle",
                "CAPTIONSTREAM_MODEL", "/models/current",
                "CAPTIONSTREAM_MODEL_FINGERPRINT", "sha256:4567");

        assertThat(value(environment, "--from", "watch")).isEqualTo("beginning");
        assertThat(value(environment, "--from", "report")).isEqualTo("results.csv");
        assertThat(value(environment, "--out", "models", "pull")).isEqualTo("bundle");
        assertThat(value(environment, "--out", "export")).isNull();
        assertThat(value(environment, "--model", "worker")).isEqualTo("/models/current");
        assertThat(value(environment, "--model", "feedback")).isEqualTo("sha256:4567");
    }

    @Test
    void a_variable_that_several_commands_read_means_the_same_to_each() {
        Map<String, Set<String>> descriptions = new TreeMap<>();
        options(CaptionstreamCommand.commandLine(Terminal.system(), Map.of()))
                .filter(option -> option.arity().max() > 0)
                .forEach(option -> descriptions
                        .computeIfAbsent(EnvironmentDefaults.variable(option), variable -> new HashSet<>())
                        .add(String.join(" ", option.description())));

        descriptions.values().removeIf(ofOne -> ofOne.size() == 1);
        assertThat(descriptions).containsOnlyKeys(OF_ONE_MEANING);
    }

    private static Stream<OptionSpec> options(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().options().stream(),
                command.getSubcommands().values().stream().flatMap(EnvironmentDefaultsTest::options));
    }

    private static @Nullable String value(Map<String, String> environment, String option, String... command) {
        CommandLine named = CaptionstreamCommand.commandLine(Terminal.system(), Map.of());
        for (String name : command) {
            named = named.getSubcommands().get(name);
        }
        return new EnvironmentDefaults(environment)
                .defaultValue(named.getCommandSpec().findOption(option));
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
