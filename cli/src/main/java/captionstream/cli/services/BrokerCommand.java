package captionstream.cli.services;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.local.EmbeddedBroker;
import captionstream.local.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "broker",
        description = "Run the embedded Kafka broker and schema registry, for this machine only.",
        footer = {"", "The other services and commands find them at their default addresses."})
public final class BrokerCommand implements Callable<Integer>, LoggedCommand {
    private final Terminal terminal;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            required = true,
            description = "Folder of all state; survives restarts.")
    private Path dataDirectory = Path.of("");

    @Option(
            names = {"--port", "--broker-port"},
            paramLabel = "PORT",
            description = "Port of the broker, 0 for a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + ConnectionOptions.DEMO_BROKER_PORT)
    private int port;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            description = "Port of the schema registry, 0 for a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "" + ConnectionOptions.DEMO_REGISTRY_PORT)
    private int registryPort;

    public BrokerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (OrderlyStop stop = OrderlyStop.alsoOnSignals()) {
            EmbeddedBroker broker = stop.add(EmbeddedBroker.start(dataDirectory, port));
            EmbeddedRegistry registry = stop.add(EmbeddedRegistry.start(broker.bootstrapServers(), registryPort));
            terminal.out()
                    .println("--bootstrap-servers " + broker.bootstrapServers() + " --registry " + registry.url());
            UntilStopped.await(stop, Optional::empty);
        }
        return ExitCode.OK;
    }
}
