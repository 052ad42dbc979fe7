package captionstream.cli.prompts;

import captionstream.PromptSet;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "use", description = "Use the prompts of a file, or a set that was used before.")
public final class UsePromptsCommand extends ChangePrompts {
    private static final long LARGEST_FILE = 1 << 20;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the set (default: the file's name).")
    private @Nullable String name;

    /** One or the other. */
    private static final class Source {
        @Parameters(paramLabel = "FILE", description = "Text in UTF-8, one prompt a line; blank lines are passed over.")
        private @Nullable Path file;

        @Option(
                names = "--set",
                paramLabel = "NAME[ vN]",
                description = "A set that 'prompts list' shows, such as 'paper' or 'paper v1'.")
        private @Nullable String set;
    }

    public UsePromptsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    PromptSet change(PromptHistory history) {
        Path file = source.file;
        if (file == null) {
            String label = String.valueOf(source.set);
            return history.find(label)
                    .orElseThrow(() -> CommandFailure.usage(
                            "There is no prompt set '" + label + "'", "See 'captionstream prompts list'"));
        }
        return history.next(name == null ? stem(file) : name, prompts(file), Instant.now());
    }

    private static String stem(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    private static List<String> prompts(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw CommandFailure.usage(file + " is over 1 MiB, too large for a list of prompts", "");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (CharacterCodingException e) {
            throw CommandFailure.environment(file + " is not text in UTF-8", "").causedBy(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
