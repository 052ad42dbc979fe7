package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.Terminal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Remove prompts from the set in use.")
public final class RemovePromptsCommand extends ChangePrompts {
    @Parameters(arity = "1..*", paramLabel = "PROMPT", description = "A prompt of the set, as 'prompts list' shows it.")
    private List<String> removed = List.of();

    public RemovePromptsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    PromptSet change(PromptHistory history) {
        List<String> prompts = new ArrayList<>(history.inUse().getPrompts());
        for (String prompt : removed) {
            if (!prompts.remove(prompt)) {
                throw CommandFailure.usage(
                        "The set in use has no prompt '" + prompt + "'", "See 'captionstream prompts list'");
            }
        }
        return history.next(history.inUse().getName(), prompts, Instant.now());
    }
}
