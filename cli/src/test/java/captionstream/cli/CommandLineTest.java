package captionstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.cli.console.CapturedTerminal;
import captionstream.cli.console.ExitCode;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    private final CapturedTerminal terminal = new CapturedTerminal();

    @Test
    void every_command_and_every_option_explains_itself() {
        assertExplained(commandLine());
    }

    @Test
    void help_goes_to_standard_output() {
        assertThat(execute("publish", "--help")).isEqualTo(ExitCode.OK);

        assertThat(terminal.out()).startsWith("Usage: captionstream publish").contains("--coco-annotations");
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "publish",
                "publish --csv a.csv --coco-annotations b.json",
                "publish --images here picture.jpg",
                "watch",
                "watch nonsense",
                "report",
                "watch captions --limit many",
                "report --out x --registry nonsense",
                "feedback",
                "feedback --image a --prompt b",
                "feedback --image a --prompt b --rating high",
                "feedback --image a --prompt b --rating 1 --csv c.csv",
                "report --out x --window 2m",
                "report --out x --window-start 2026-01-01T00:00:00Z",
                "report --out x --window 1m --window-start 2026-01-01T00:00:05Z",
                "audit --wait soon",
                "audit --examples many",
                "export",
                "export --out x --format parquet",
                "export --out x --min-clip-score high",
                "export --out x --min-tokens 9 --max-tokens 8",
                "export --out x --finish-reason bored",
                "export --out x --limit 0",
                "export --out x --format webdataset --shard-size 0",
                "replay --reason bad_luck",
                "replay --since yesterday",
                "replay --since 1h --until 2h",
                "replay --limit few",
                "caption",
                "caption --image",
                "caption --image x --seed 7",
                "caption --image x --temperature 0",
                "caption --image x --temperature hot",
                "caption --image x --top-k=-1",
                "caption --image x --top-p NaN",
                "caption --image x --repetition-penalty Infinity",
                "caption --image x --max-new-tokens 0",
                "caption --image x --dtype bfloat16",
                "worker --dtype int8",
                "worker --delivery sometimes",
                "audit --delivery EXACTLY_ONCE",
                "audit --patience long",
                "caption --image x --alternatives 21",
                "caption --image x y --reference z",
                "caption --image x --reference=",
                "evaluate",
                "evaluate --pairs a.csv --coco-annotations b.json",
                "evaluate --coco-annotations b.json",
                "evaluate --pairs a.csv --limit 0",
                "evaluate --pairs a.csv --temperature 0",
                "models",
                "models pull",
                "prompts",
                "prompts add",
                "prompts use",
                "prompts use a.txt --set paper",
                "models random",
                "train-projection --images . --out x",
                "train-projection --pairs a.csv --coco-annotations b.json --images . --out x",
                "train-projection --pairs a.csv --images . --out x --init nonsense",
                "train-demo --data x",
                "train-demo --data x --out a --evaluate b",
                "broker",
                "topology",
                "topology --state-dir x --allocation thompson",
                "topology --state-dir x --allocation-explore much",
                "demo --port 80000",
                "dashboard --port many"
            })
    void a_mistake_on_the_command_line_is_answered_with_one_line(String line) {
        int exitCode = execute(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.err().lines()).singleElement().asString().startsWith("captionstream: ");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void a_missing_file_is_the_environments_fault() {
        assertThat(execute("publish", "no-such-picture.jpg")).isEqualTo(ExitCode.ENVIRONMENT);

        assertThat(terminal.err().lines())
                .containsExactly("captionstream: No such file or directory: no-such-picture.jpg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dashboard --users-file no-such-file",
                "dashboard --token-file no-such-file",
                "dashboard --tls-keystore no-such-file --tls-password-file pom.xml",
                "dashboard --tls-keystore pom.xml --tls-password-file pom.xml",
                "dashboard --host 0.0.0.0",
                "worker --model no-such-folder",
                "topology --state-dir no-such-folder --threads 0"
            })
    void wrong_settings_of_a_service_are_told_before_its_cluster_is_reached(String line) {
        int exitCode = execute((line + " --bootstrap-servers 127.0.0.1:1 --kafka-patience 1").split(" "));

        assertThat(exitCode).isNotEqualTo(ExitCode.OK);
        assertThat(terminal.err().lines())
                .singleElement()
                .asString()
                .startsWith("captionstream: ")
                .doesNotContain("Kafka");
    }

    @Test
    void verbose_adds_the_stack_trace() {
        execute("publish", "no-such-picture.jpg", "--verbose");

        assertThat(terminal.err()).contains("\tat captionstream.cli.publish");
    }

    private int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        return CaptionstreamCommand.commandLine(terminal.plain(), Map.of());
    }

    private static void assertExplained(CommandLine command) {
        CommandLine.Model.CommandSpec spec = command.getCommandSpec();
        assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
        assertThat(spec.args()).allSatisfy(argument -> assertThat(argument.description())
                .as(spec.qualifiedName() + " " + argument)
                .isNotEmpty());
        new TreeSet<>(command.getSubcommands().keySet())
                .forEach(name -> assertExplained(command.getSubcommands().get(name)));
    }
}
