package captionstream.cli.models;

import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import captionstream.worker.train.RandomBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "random",
        description = "Write a bundle with random weights, to try sizes and speeds; its captions mean nothing.",
        footer = {"", "The same seed gives the same files."})
public final class RandomModelCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--like",
            paramLabel = "NAME",
            description = "Sizes: " + RandomBundle.REAL_SIZE + " (1.1 GB) or " + RandomBundle.TINY
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = RandomBundle.REAL_SIZE)
    private String like = "";

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the bundle.")
    private Path out = Path.of("");

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "0")
    private long seed;

    public RandomModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (Files.exists(out.resolve("bundle.json"))) {
            throw CommandFailure.environment(
                    "There is a model bundle in " + out + " already", "Remove it first, or choose another --out");
        }
        RandomBundle.write(out, like, seed);
        terminal.out().println("wrote " + out.resolve("bundle.json"));
        return ExitCode.OK;
    }
}
