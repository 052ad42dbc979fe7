package captionstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import captionstream.local.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsIT {
    @TempDir
    static Path directory;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(directory.resolve("kafka"), 0, 0, 1);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void every_change_is_a_version_that_can_be_used_again() throws Exception {
        Path pets = Files.writeString(directory.resolve("pets.txt"), "A cat that\n\n  A dog that  \n");

        assertThat(prompts("use", pets.toString()))
                .containsExactly("pets v1  (in use)", "  A cat that", "  A dog that");
        assertThat(prompts("add", "A fish that"))
                .containsExactly("pets v2  (in use)", "  A cat that", "  A dog that", "  A fish that");
        assertThat(prompts("remove", "A cat that"))
                .containsExactly("pets v3  (in use)", "  A dog that", "  A fish that");
        assertThat(prompts("use", "--set", "paper")).contains("paper v1  (in use)", "  This image shows");
        assertThat(prompts("use", "--set", "pets v1")).startsWith("pets v1  (in use)");
        assertThat(prompts("list").stream().filter(line -> !line.startsWith(" ")))
                .containsExactly("pets v1  (in use)", "paper v1", "pets v3", "pets v2");
        assertThat(prompts("list", "--json")).hasSize(4).first().asString().contains("\"version\":1");
    }

    @Test
    void what_cannot_be_used_changes_nothing() throws Exception {
        List<String> before = prompts("list");
        Path repeated = Files.writeString(directory.resolve("repeated.txt"), "A cat that\nA cat that\n");
        Path latin = Files.write(directory.resolve("latin.txt"), "Ein Käfer".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refused(ExitCode.USAGE, "use", repeated.toString())).contains("prompt 2 repeats an earlier one");
        assertThat(refused(ExitCode.ENVIRONMENT, "use", latin.toString())).contains("is not text in UTF-8");
        assertThat(refused(ExitCode.USAGE, "remove", "Nothing")).contains("has no prompt 'Nothing'");
        assertThat(refused(ExitCode.USAGE, "use", "--set", "none")).contains("There is no prompt set 'none'");
        assertThat(refused(ExitCode.USAGE, "add", "\u001b[2J")).contains("has a control character");
        assertThat(prompts("list")).isEqualTo(before);
    }

    private static List<String> prompts(String... arguments) {
        CapturedTerminal terminal = new CapturedTerminal();
        assertThat(execute(terminal, arguments)).as(terminal.err()).isEqualTo(ExitCode.OK);
        return terminal.out().lines().toList();
    }

    private static String refused(int exitCode, String... arguments) {
        CapturedTerminal terminal = new CapturedTerminal();
        assertThat(execute(terminal, arguments)).isEqualTo(exitCode);
        assertThat(terminal.err().lines()).hasSize(1);
        return terminal.err();
    }

    private static int execute(CapturedTerminal terminal, String... arguments) {
        List<String> line = new ArrayList<>(List.of("prompts"));
        line.addAll(List.of(arguments));
        line.addAll(List.of(
                "--bootstrap-servers", kafka.connection().bootstrapServers(),
                "--registry", kafka.connection().schemaRegistryUrl().toString()));
        return CaptionstreamCommand.commandLine(terminal.plain(), Map.of()).execute(line.toArray(String[]::new));
    }
}
