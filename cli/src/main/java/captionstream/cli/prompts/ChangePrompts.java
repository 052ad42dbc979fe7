package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.ConnectionOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that puts another prompt set in use, and shows it. */
abstract class ChangePrompts implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    ChangePrompts(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The set to use, given what there is. */
    abstract PromptSet change(PromptHistory history);

    @Override
    public Integer call() {
        PromptSet inUse = new PromptTopic(connectionOptions.connection()).use(this::change);
        PromptLines.of(inUse, true).forEach(terminal.out()::println);
        return ExitCode.OK;
    }
}
