package captionstream.cli.report;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.PointInTime;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.watch.WindowCode;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.StatisticsSettings;
import captionstream.topology.statistics.WindowLength;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description =
                "Write tables, figures and a page from the captions so far, or from an earlier report's results.csv.",
        footer = {
            "",
            "report.html holds all of it on one page. Beside it stand results.csv and prompt_summary.csv, the numbers",
            "behind the figures (.dat, mutual_matrix*.csv), and figures 2 to 6 of the paper as PNG and as PGFPlots",
            "documents (.tex) that read those numbers. docs/report.md explains every file.",
            "",
            "In CSV, text that a spreadsheet would take for a formula is written with an apostrophe before it."
        })
public final class ReportCommand implements Callable<Integer> {
    private static final String TOPIC = "topic";

    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "topic|FILE",
            description = "The topic captions, or a results.csv of an earlier report (default: ${DEFAULT-VALUE}).",
            defaultValue = TOPIC)
    private String from = TOPIC;

    @Option(
            names = "--window",
            paramLabel = "all|1m|5m|1h",
            description = "All time, or a window of event time so long, as the statistics know it (default: all).",
            converter = WindowCode.class)
    private WindowLength window = WindowLength.ALL_TIME;

    @Option(
            names = "--window-start",
            paramLabel = "TIME",
            converter = PointInTime.class,
            description = "When the window begins, as 2026-01-31T12:00:00Z (default: of the newest with captions).")
    private @Nullable Instant windowStart;

    @Option(
            names = "--model-fingerprint",
            paramLabel = "FINGERPRINT",
            description = "Report captions of this model (default: the model of the latest caption).")
    private @Nullable String model;

    @Option(
            names = "--compatibility-centre",
            paramLabel = "SCORE",
            description = "Subtracted from the means of the compatibility matrix (default: 18, the paper's).")
    private double centre = StatisticsSettings.DEFAULTS.compatibilityCentre();

    public ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Coverage coverage = new Coverage(model, window, windowStart);
        CaptionSource source = source();
        try (Progress progress = new Progress(terminal, "captions read")) {
            Report.Written written = Report.write(source, coverage, out, centre, read -> progress.update(read, -1));
            progress.result(SafeText.oneLine("wrote " + written.captions() + " captions of model " + written.model()
                    + " to " + out.resolve(Report.PAGE) + " and " + (written.files() - 1) + " files beside it"));
            if (written.read() > written.captions()) {
                progress.note((written.read() - written.captions())
                        + " other captions " + source.place()
                        + " are by other models, of other times, or were replaced by later ones");
            }
        }
        return ExitCode.OK;
    }

    private CaptionSource source() {
        if (!from.equals(TOPIC)) {
            return new ResultsFile(Path.of(from));
        }
        KafkaConnection connection = connectionOptions.connection();
        Cluster.require(connection, Topic.CAPTIONS);
        return new TopicSource(connection, AvroSerdes.using(connection));
    }
}
