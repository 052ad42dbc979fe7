package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import captionstream.cli.json.AvroJson;
import captionstream.cli.kafka.ConnectionOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List every version of every prompt set, and which one is in use.")
public final class ListPromptsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(names = "--json", description = "One JSON object a line; the first is the set in use.")
    private boolean json;

    public ListPromptsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PromptHistory history = new PromptTopic(connectionOptions.connection()).read();
        history.versions().stream().filter(history.inUse()::equals).forEach(set -> show(history, set));
        history.versions().stream().filter(set -> !history.inUse().equals(set)).forEach(set -> show(history, set));
        return ExitCode.OK;
    }

    private void show(PromptHistory history, PromptSet set) {
        if (json) {
            terminal.out().println(AvroJson.line(set));
        } else {
            PromptLines.of(set, history.inUse().equals(set)).forEach(terminal.out()::println);
        }
    }
}
