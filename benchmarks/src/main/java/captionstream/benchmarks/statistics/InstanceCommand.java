package captionstream.benchmarks.statistics;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import captionstream.schemas.KafkaConnection;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One process of a contender. Each line that it reads names an application to run, after the one before has stopped;
 * an empty one stops it alone. It answers every line once that is done, and ends with its input, whatever runs.
 */
@Command(name = "statistics-instance", hidden = true, description = "Started by statistics.")
public final class InstanceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--contender", required = true)
    private Contender contender = Contender.PLAIN;

    @Option(names = "--brokers", required = true)
    private String brokers = "";

    @Option(names = "--registry", required = true)
    private URI registry = URI.create("");

    @Option(names = "--state", required = true)
    private Path state = Path.of("");

    public InstanceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        KafkaConnection connection = KafkaConnection.to(brokers, registry);
        AutoCloseable running = () -> {};
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String application = lines.readLine(); application != null; application = lines.readLine()) {
            running.close();
            running = application.isEmpty()
                    ? () -> {}
                    : contender.start(connection, application, state.resolve(application));
            terminal.out().println("done");
            terminal.out().flush();
        }
        return ExitCode.OK;
    }
}
