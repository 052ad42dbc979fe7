package captionstream.cli.services;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import captionstream.local.EmbeddedBroker;
import captionstream.local.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final EmbeddedPorts ports = new EmbeddedPorts();

    public BrokerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ports.requireFree();
        try (OrderlyStop stop = OrderlyStop.alsoOnSignals()) {
            EmbeddedBroker broker = stop.add(EmbeddedBroker.start(dataDirectory, ports.broker()));
            EmbeddedRegistry registry = stop.add(EmbeddedRegistry.start(broker.bootstrapServers(), ports.registry()));
            terminal.out()
                    .println("--bootstrap-servers " + broker.bootstrapServers() + " --registry " + registry.url());
            UntilStopped.await(stop, Optional::empty, () -> {});
        }
        return ExitCode.OK;
    }
}
