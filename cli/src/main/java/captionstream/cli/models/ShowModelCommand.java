package captionstream.cli.models;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.services.Checkout;
import captionstream.worker.caption.ModelBundle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show the shapes, sizes and fingerprint of a model bundle.",
        footer = {"", "The fingerprint is the one in every caption that the model makes."})
public final class ShowModelCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Model bundle (default: the demo's).")
    private @Nullable Path model;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    public ShowModelCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ModelSummary summary = ModelSummary.of(ModelBundle.open(Checkout.model(model)));
        if (json) {
            terminal.out().println(SafeText.inJson(summary.json()));
        } else {
            summary.lines().forEach(line -> terminal.out().println(SafeText.oneLine(line)));
        }
        return ExitCode.OK;
    }
}
