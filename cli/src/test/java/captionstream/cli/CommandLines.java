package captionstream.cli;

import captionstream.cli.console.CapturedTerminal;
import java.util.Map;
import picocli.CommandLine;

/** The commands, for tests of other packages. */
public final class CommandLines {
    private CommandLines() {}

    public static CommandLine of(String command) {
        return CaptionstreamCommand.commandLine(new CapturedTerminal().plain(), Map.of())
                .getSubcommands()
                .get(command);
    }
}
