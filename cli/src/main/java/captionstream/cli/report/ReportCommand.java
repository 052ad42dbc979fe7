package captionstream.cli.report;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import captionstream.schemas.serde.AvroSerdes;
import captionstream.topology.statistics.StatisticsSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = "Write tables, figures and a page from the captions so far.",
        footer = {
            "",
            "report.html holds all of it on one page. Beside it stand results.csv and prompt_summary.csv, the numbers",
            "behind the figures (.dat, mutual_matrix*.csv), and figures 2 to 6 of the paper as PNG and as PGFPlots",
            "documents (.tex) that read those numbers. docs/report.md explains every file.",
            "",
            "In CSV, text that a spreadsheet would take for a formula is written with an apostrophe before it."
        })
public final class ReportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out = Path.of("");

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
        KafkaConnection connection = connectionOptions.connection();
        Cluster.require(connection, Topic.CAPTIONS);
        try (Progress progress = new Progress(terminal, "captions read")) {
            Report.Written written = Report.write(
                    connection, AvroSerdes.using(connection), out, model, centre, read -> progress.update(read, -1));
            progress.result(SafeText.oneLine("wrote " + written.captions() + " captions of model " + written.model()
                    + " to " + out.resolve(Report.PAGE) + " and " + (written.files() - 1) + " files beside it"));
            if (written.read() > written.captions()) {
                progress.note((written.read() - written.captions())
                        + " other captions in the topic are by other models, or were replaced by later ones");
            }
        }
        return ExitCode.OK;
    }
}
