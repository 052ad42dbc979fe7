package captionstream.cli.services;

import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.WorkerGroupOptions;
import captionstream.schemas.KafkaConnection;
import captionstream.worker.WorkerConfig;
import captionstream.worker.WorkerService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "worker",
        description = "Run an inference worker: fetches, decodes and captions images.",
        footer = {
            "",
            "A worker reads no image unless told where from, by --image-root, --image-host and --image-bucket, but those",
            "that events carry in data: URIs. Run as many workers of one group as there are partitions; each image is",
            "captioned once. With --delivery share, run as many as you like; after a crash some are captioned twice."
        })
public final class WorkerCommand extends ServiceCommand {
    private final Terminal terminal;
    private @Nullable StatusReport report;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model bundle (default: the demo's; $CAPTIONSTREAM_MODEL).")
    private @Nullable Path model;

    @Option(
            names = "--model-check",
            paramLabel = "SECONDS",
            description = "How often to look whether another bundle stands in the place of --model, which then takes"
                    + " over without a restart; 0 for never (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int modelCheckSeconds;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu:N,...",
            description = "Where the model runs; of several, such as gpu:0,gpu:1, each works on a batch of its own"
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "auto")
    private String device = "";

    @Mixin
    private final WorkerGroupOptions workers = new WorkerGroupOptions();

    @Option(
            names = "--instance-id",
            paramLabel = "NAME",
            description = "Stable name of this worker, unique in its group; lets it come back at once after a restart.")
    private @Nullable String instanceId;

    @Option(
            names = "--max-batch",
            paramLabel = "N",
            description = "Most images in a batch (default: ${DEFAULT-VALUE}).",
            defaultValue = "16")
    private int maxBatch;

    @Option(
            names = "--max-rows",
            paramLabel = "N",
            description = "Most captions decoded at once; the others of a batch take up the rows of finished ones"
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "64")
    private int maxRows;

    @Option(
            names = "--max-wait",
            paramLabel = "MS",
            description = "How long an image waits for others that are loading (default: ${DEFAULT-VALUE}).",
            defaultValue = "50")
    private int maxWaitMillis;

    @Option(
            names = "--loader-threads",
            paramLabel = "N",
            description = "Threads that fetch and decode images (default: ${DEFAULT-VALUE}).",
            defaultValue = "4")
    private int loaderThreads;

    @Option(
            names = "--run-ahead",
            paramLabel = "N",
            description = "Most images held ahead of the model (default: ${DEFAULT-VALUE}).",
            defaultValue = "64")
    private int runAhead;

    @Option(
            names = "--health-port",
            paramLabel = "PORT",
            description = "Loopback port of health and metrics; 0 for a free one, -1 for none (default:"
                    + " ${DEFAULT-VALUE}).",
            defaultValue = "-1")
    private int healthPort;

    @Option(
            names = "--drain-timeout",
            paramLabel = "SECONDS",
            description = "How long stopping may take to finish what is at work (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int drainSeconds;

    @Mixin
    private final PrecisionFlag dtype = new PrecisionFlag();

    @Mixin
    private final DecodingFlags decoding = new DecodingFlags();

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    @Mixin
    private final TopicOptions topics = new TopicOptions();

    public WorkerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    protected Configured configure(KafkaConnection connection) {
        WorkerConfig config = config(connection);
        return stop -> {
            WorkerService worker = stop.add(WorkerService.start(config));
            report = stop.add(new StatusReport(terminal, () -> WorkerStatusText.of(worker.status())));
            return worker::failure;
        };
    }

    @Override
    protected void whileRunning() {
        Objects.requireNonNull(report).update();
    }

    private WorkerConfig config(KafkaConnection connection) {
        return WorkerConfig.builder(connection, Checkout.model(model))
                .device(device)
                .precision(dtype.precision())
                .modelCheck(Duration.ofSeconds(modelCheckSeconds))
                .decoding(decoding.decoding())
                .fetch(fetch.policy(List.of(), List.of()))
                .delivery(workers.delivery())
                .groupId(workers.group())
                .instanceId(instanceId)
                .maxBatch(maxBatch)
                .maxRows(maxRows)
                .maxWait(Duration.ofMillis(maxWaitMillis))
                .loaderThreads(loaderThreads)
                .runAhead(runAhead)
                .partitions(topics.partitions())
                .replication(topics.replication())
                .healthPort(healthPort)
                .drainTimeout(Duration.ofSeconds(drainSeconds))
                .build();
    }
}
