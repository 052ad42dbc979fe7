package captionstream.cli.services;

import captionstream.schemas.KafkaConnection;
import captionstream.topology.TopologyConfig;
import captionstream.topology.TopologyService;
import captionstream.topology.intake.IntakeSettings;
import captionstream.topology.query.QuerySettings;
import captionstream.topology.statistics.Retention;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "topology",
        description = "Run the intake and statistics topologies.",
        footer = {"", "Instances of one --application-id share the work; each needs a --state-dir of its own."})
public final class TopologyCommand extends ServiceCommand {
    private enum Windows {
        on,
        off
    }

    @Option(
            names = "--state-dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the stores; rebuilt from Kafka where it is lost ($CAPTIONSTREAM_STATE_DIR).")
    private Path stateDirectory = Path.of("");

    @Option(
            names = "--application-id",
            paramLabel = "NAME",
            description = "Begins the names of consumer groups and internal topics (default: ${DEFAULT-VALUE}).",
            defaultValue = "captionstream")
    private String applicationId = "";

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of each topology (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int threads;

    @Option(
            names = "--standby-replicas",
            paramLabel = "N",
            description = "Copies of the stores kept by other instances (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int standbyReplicas;

    @Option(
            names = "--duplicate-window",
            paramLabel = "HOURS",
            description = "How long an image id, once accepted, is not accepted again (default: ${DEFAULT-VALUE}).",
            defaultValue = "168")
    private int duplicateHours;

    @Option(
            names = "--compatibility-centre",
            paramLabel = "SCORE",
            description = "Subtracted from the means of the compatibility matrix (default: ${DEFAULT-VALUE}).",
            defaultValue = "18")
    private double compatibilityCentre;

    @Option(
            names = "--windows",
            paramLabel = "on|off",
            description = "Statistics of the last minute, 5 minutes and hour of event time, too (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "on")
    private Windows windows = Windows.on;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How far behind the end of its last time window a caption may come and still be counted in"
                    + " it (default: ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int graceSeconds;

    @Option(
            names = "--image-retention",
            paramLabel = "HOURS",
            description = "How long after its newest caption an image is still known, so that captions made again"
                    + " replace the old ones; later ones count beside them (default: for good).")
    private @Nullable Integer imageRetentionHours;

    @Mixin
    private final QueryOptions queries = new QueryOptions();

    @Mixin
    private final AllocationOptions allocation = new AllocationOptions();

    @Mixin
    private final TopicOptions topics = new TopicOptions();

    @Override
    protected Configured configure(KafkaConnection connection) {
        IntakeSettings intake = IntakeSettings.DEFAULTS
                .withDuplicateWindow(Duration.ofHours(duplicateHours))
                .withAllocation(allocation.allocation());
        StatisticsSettings statistics = StatisticsSettings.DEFAULTS
                .withCompatibilityCentre(compatibilityCentre)
                .withWindows(windows == Windows.on)
                .withGrace(Duration.ofSeconds(graceSeconds))
                .withImageRetention(
                        imageRetentionHours == null
                                ? Retention.FOR_GOOD
                                : Retention.of(Duration.ofHours(imageRetentionHours)));
        TopologyConfig config = TopologyConfig.builder(connection, stateDirectory)
                .applicationId(applicationId)
                .partitions(topics.partitions())
                .replication(topics.replication())
                .threads(threads)
                .standbyReplicas(standbyReplicas)
                .intake(intake)
                .statistics(statistics)
                .build();
        Optional<QuerySettings> served = queries.settings();
        return stop -> {
            TopologyService topology = stop.add(TopologyService.start(config, served));
            return () ->
                    topology.health().hasFailed() ? Optional.of("a topology gave up, see the log") : Optional.empty();
        };
    }
}
