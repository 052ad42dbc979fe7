package captionstream.cli.audit;

import captionstream.cli.console.DurationText;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.json.AvroJson;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.kafka.WorkerGroupOptions;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.RecordPosition;
import captionstream.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        description = "Account for every image event: captions, dead letter, repeat, or still in flight.",
        footer = {
            "",
            "Reads the topics up to where they end now. Exit code 1 if anything is missing, duplicated or",
            "contradictory, or with --wait, still in flight when the time is up. What is lost is told from what",
            "waits by the committed offsets of the services: name their groups if they have others than usual.",
            "Of workers that promise at least once (--delivery share), the same outcome may come again.",
            "docs/delivery.md says what is counted how.",
            "",
            "Examples:",
            "  captionstream audit",
            "  captionstream audit --wait 10m --json"
        })
public final class AuditCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description =
                    "Wait so long, as 90s, 10m or 2h, until nothing is in flight of the events that are there now.")
    private Duration wait = Duration.ZERO;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "How long to wait for a transaction that keeps records from being read, before saying which"
                    + " one (default: ${DEFAULT-VALUE}).",
            defaultValue = "2m")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--examples",
            paramLabel = "N",
            description = "Most examples of each fault (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int examples;

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            description = "That of the topologies (default: ${DEFAULT-VALUE}).",
            defaultValue = "captionstream")
    private String applicationId = "";

    @Mixin
    private final WorkerGroupOptions workers = new WorkerGroupOptions();

    public AuditCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        KafkaConnection connection = connectionOptions.connection();
        Audit.TOPICS.forEach(topic -> Cluster.require(connection, topic));
        try (Audit audit = Audit.ofEventsSoFar(
                connection,
                AvroSerdes.using(connection),
                Groups.of(applicationId, workers.group(), workers.delivery()),
                Math.max(0, examples))) {
            Tally tally = settled(audit);
            show(tally, audit.spans(), connection);
            boolean late = !wait.isZero() && tally.count(Outcome.IN_FLIGHT) > 0;
            return tally.hasFaults() || late ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    private Tally settled(Audit audit) {
        long end = System.nanoTime() + wait.toNanos();
        try (Progress progress = new Progress(terminal, "records read")) {
            while (true) {
                Tally tally = round(audit, progress);
                long inFlight = tally.count(Outcome.IN_FLIGHT);
                if (inFlight == 0 || System.nanoTime() - end >= 0) {
                    return tally;
                }
                progress.update(audit.read(), audit.read(), ", in flight " + inFlight);
            }
        }
    }

    private Tally round(Audit audit, Progress progress) {
        Stillness stillness = new Stillness(patience, System::nanoTime);
        while (!audit.advance()) {
            progress.update(audit.read(), audit.read() + audit.left());
            if (stillness.isTooLong(audit.read())) {
                throw audit.obstacle().orElseThrow();
            }
        }
        return audit.tally();
    }

    private void show(Tally tally, List<Span> spans, KafkaConnection connection) {
        Map<RecordPosition, String> ids = ids(tally, connection);
        if (json) {
            terminal.out().println(AvroJson.text(AuditJson.of(tally, spans, ids)));
        } else {
            AuditTable.of(tally, spans, ids, terminal).forEach(terminal.out()::println);
        }
    }

    private static Map<RecordPosition, String> ids(Tally tally, KafkaConnection connection) {
        List<RecordPosition> examples = tally.examples();
        if (examples.isEmpty()) {
            return Map.of();
        }
        try (RecordKeys keys = new RecordKeys(connection)) {
            return keys.of(examples);
        }
    }
}
