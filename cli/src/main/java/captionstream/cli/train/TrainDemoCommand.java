package captionstream.cli.train;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.services.Checkout;
import captionstream.worker.train.demo.DemoEvaluation;
import captionstream.worker.train.demo.DemoFigures;
import captionstream.worker.train.demo.DemoTrainer;
import captionstream.worker.train.demo.PicturePairs;
import captionstream.worker.train.demo.TrainingSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "train-demo",
        description = "Train the demo model on drawings and their names, or measure one.",
        footer = {
            "",
            "Training takes about an hour on two processor cores; the folder of drawings is made by",
            "demo/fetch-data.sh. At the end, and with --evaluate, it prints how many captions are exactly right on",
            "drawing styles seen and never seen in training, and with the images shuffled."
        })
public final class TrainDemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder of drawings that demo/fetch-data.sh has filled.")
    private Path data = Path.of("");

    @ArgGroup(multiplicity = "1")
    private Aim aim = new Aim();

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed;

    @Option(names = "--clip-steps", paramLabel = "N", description = "Steps of the first stage, CLIP.")
    private @Nullable Integer clipSteps;

    @Option(names = "--language-steps", paramLabel = "N", description = "Steps of the second stage, GPT-2.")
    private @Nullable Integer languageSteps;

    @Option(names = "--projection-steps", paramLabel = "N", description = "Steps of the third stage, the projection.")
    private @Nullable Integer projectionSteps;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that work on a step.")
    private @Nullable Integer threads;

    @Option(names = "--keep-clip", description = "Keep the CLIP already in the folder, train the rest anew.")
    private boolean keepClip;

    static final class Aim {
        @Option(names = "--out", paramLabel = "DIR", description = "Train, and write the bundle to this folder.")
        private @Nullable Path out;

        @Option(
                names = "--evaluate",
                paramLabel = "DIR",
                arity = "0..1",
                fallbackValue = "",
                description = "Train nothing; measure this bundle (default: the demo's).")
        private @Nullable Path evaluate;

        @Option(
                names = "--write-pairs",
                paramLabel = "DIR",
                description = "Train nothing; write the drawings as image files, with pairs.csv and held-out.csv for"
                        + " 'train-projection'.")
        private @Nullable Path pairs;
    }

    public TrainDemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (aim.pairs != null) {
            writePairs(aim.pairs);
        } else {
            figures().all().forEach(terminal.out()::println);
        }
        return ExitCode.OK;
    }

    private void writePairs(Path folder) {
        try (Progress progress = new Progress(terminal, "drawings written")) {
            PicturePairs.write(data, folder, progress::update);
        }
        terminal.out().println("wrote " + folder.resolve("pairs.csv") + " and " + folder.resolve("held-out.csv"));
    }

    private DemoFigures figures() {
        try (StageProgress progress = new StageProgress(terminal)) {
            return aim.out != null
                    ? DemoTrainer.train(settings(aim.out), progress)
                    : DemoEvaluation.run(Checkout.model(given(aim.evaluate)), data, progress);
        }
    }

    private static @Nullable Path given(@Nullable Path path) {
        return path == null || path.toString().isEmpty() ? null : path;
    }

    private TrainingSettings settings(Path out) {
        TrainingSettings usual = TrainingSettings.demo(data, out, seed);
        return new TrainingSettings(
                data,
                out,
                seed,
                clipSteps == null ? usual.clipSteps() : clipSteps,
                usual.clipBatch(),
                languageSteps == null ? usual.languageSteps() : languageSteps,
                projectionSteps == null ? usual.projectionSteps() : projectionSteps,
                usual.captionBatch(),
                threads == null ? usual.threads() : threads,
                keepClip);
    }
}
