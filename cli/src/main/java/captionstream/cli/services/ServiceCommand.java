package captionstream.cli.services;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Logs;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.schemas.KafkaConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A service on a cluster that may come up later than it; logs what it does. */
public abstract class ServiceCommand implements Callable<Integer>, LoggedCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceCommand.class);

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(
            names = "--kafka-patience",
            paramLabel = "SECONDS",
            description = "How long to wait for Kafka at the start (default: ${DEFAULT-VALUE}).",
            defaultValue = "120")
    private int patienceSeconds;

    @Override
    public final Integer call() {
        KafkaConnection connection = connectionOptions.connection();
        Configured service = configure(connection);
        LOG.atInfo().addKeyValue("servers", connection.bootstrapServers()).log("Reaching Kafka");
        Logs.withoutConnectionWarnings(() -> Cluster.await(connection, Duration.ofSeconds(patienceSeconds)));
        try (OrderlyStop stop = OrderlyStop.alsoOnSignals()) {
            Supplier<Optional<String>> failure = service.start(stop);
            UntilStopped.await(stop, failure, this::whileRunning);
        }
        return ExitCode.OK;
    }

    /** Judges the settings before the cluster is reached, which may take minutes to come up. */
    protected abstract Configured configure(KafkaConnection connection);

    /** A service whose settings are right. */
    @FunctionalInterface
    protected interface Configured {
        /**
         * Starts the service and hands it to {@code stop}.
         *
         * @return why it has stopped by itself, empty while it runs
         */
        Supplier<Optional<String>> start(OrderlyStop stop);
    }

    /** Called about twice a second once it has started. */
    protected void whileRunning() {}
}
