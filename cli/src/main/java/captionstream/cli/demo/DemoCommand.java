package captionstream.cli.demo;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import captionstream.cli.services.Checkout;
import captionstream.cli.services.DashboardSurroundings;
import captionstream.cli.services.EmbeddedPorts;
import captionstream.cli.services.FetchOptions;
import captionstream.cli.services.LoopbackPorts;
import captionstream.cli.services.OrderlyStop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "Run the whole pipeline on this machine and caption the sample images.",
        footer = {
            "",
            "Starts a Kafka broker, a schema registry, the topologies, a worker and the dashboard in one process,",
            "for this machine only, and publishes the images in demo/images. All state is in --data-dir: stopped or",
            "killed, a demo started again on it continues where it was.",
            "",
            "While it runs, 'captionstream publish FILE...' in another terminal adds images, and so does dropping one on",
            "the dashboard, which keeps it in the data directory. The worker reads files",
            "below your home folder, the current folder and demo/images, and from public web servers; --image-root",
            "and --image-host name others instead. Anyone who can reach the broker's port, which other users of this",
            "machine can, may ask for captions of such files: on a shared machine name narrower folders."
        })
public final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder of all state (default: .captionstream/demo in the project).")
    private @Nullable Path dataDirectory;

    @Option(
            names = {"--port", "--http-port"},
            paramLabel = "PORT",
            description = "Port of the dashboard, 0 for a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "8080")
    private int dashboardPort;

    @Option(
            names = "--query-port",
            paramLabel = "PORT",
            description = "Port where the statistics answer questions, 0 for a free one (default: ${DEFAULT-VALUE}).",
            defaultValue = "8082")
    private int queryPort;

    @Mixin
    private final EmbeddedPorts ports = new EmbeddedPorts();

    @Option(
            names = "--once",
            description = "Stop when every event has its outcome, print the ranking and write the report; exit code 1"
                    + " if anything was lost.")
    private boolean once;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Folder for the report of --once (default: report in the data directory).")
    private @Nullable Path report;

    @Option(
            names = "--stall-timeout",
            paramLabel = "SECONDS",
            description = "With --once, give up after so long without an outcome (default: ${DEFAULT-VALUE}).",
            defaultValue = "300")
    private int stallSeconds;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model bundle (default: demo/model in the project; $CAPTIONSTREAM_MODEL).")
    private @Nullable Path model;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Folder of images to publish (default: demo/images in the project).")
    private @Nullable Path images;

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        LoopbackPorts.requireFree(dashboardPort, "The dashboard's", "--port");
        LoopbackPorts.requireFree(queryPort, "The statistics'", "--query-port");
        ports.requireFree();
        DemoSettings settings = settings();
        try (OrderlyStop stop = OrderlyStop.alsoOnSignals()) {
            Demo demo = Demo.start(settings, stop, line -> terminal.err().println("started " + line));
            try (DemoRun run = new DemoRun(demo, settings, terminal)) {
                run.publish();
                if (once) {
                    Path folder = report == null ? settings.data().resolve("report") : report;
                    run.finish(stallSeconds, folder);
                } else {
                    run.showUntil(stop::isStopping);
                }
            }
        }
        return ExitCode.OK;
    }

    private DemoSettings settings() {
        Path samples = images == null ? Checkout.images() : images;
        Path data = (dataDirectory == null ? Checkout.demoData() : dataDirectory).toAbsolutePath();
        Path uploads = DashboardSurroundings.folder(data.resolve("uploads"));
        return new DemoSettings(
                data,
                Checkout.model(model),
                samples,
                uploads,
                fetch.policy(usualRoots(samples), List.of("*")).withFileRoot(uploads),
                ports.broker(),
                ports.registry(),
                dashboardPort,
                queryPort);
    }

    private static List<Path> usualRoots(Path samples) {
        return Stream.of(samples, Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")))
                .filter(Files::isDirectory)
                .toList();
    }
}
