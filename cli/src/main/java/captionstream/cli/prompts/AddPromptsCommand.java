package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.cli.console.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Add prompts at the end of the set in use.")
public final class AddPromptsCommand extends ChangePrompts {
    @Parameters(arity = "1..*", paramLabel = "PROMPT", description = "What captions begin with, such as 'A photo of'.")
    private List<String> added = List.of();

    public AddPromptsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    PromptSet change(PromptHistory history) {
        List<String> prompts = new ArrayList<>(history.inUse().getPrompts());
        prompts.addAll(added);
        return history.next(history.inUse().getName(), prompts, Instant.now());
    }
}
