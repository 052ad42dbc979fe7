package captionstream.cli.models;

import captionstream.cli.console.CommandFailure;
import picocli.CommandLine.Command;

@Command(name = "models", description = "Show, download and make model bundles.")
public final class ModelsCommand implements Runnable {
    @Override
    public void run() {
        throw CommandFailure.usage("No command given after 'models'", "See 'captionstream models --help'");
    }
}
