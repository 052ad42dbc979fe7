package captionstream.cli.train;

import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.services.Checkout;
import captionstream.worker.train.CaptionFigures;
import captionstream.worker.train.CaptionedImage;
import captionstream.worker.train.DataSummary;
import captionstream.worker.train.EpochFigures;
import captionstream.worker.train.ProjectionTrainer;
import captionstream.worker.train.TrainingHistory;
import captionstream.worker.train.TrainingPlace;
import captionstream.worker.train.TrainingResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train-projection",
        description = "Train the projection of a bundle on images and captions; CLIP and GPT-2 stay as they are.",
        footer = {
            "",
            "It can be stopped at any time: the same command goes on where it stopped, and comes to the same result.",
            "Epoch 0 in its figures is the projection before training. See docs/training.md.",
            "",
            "The CSV file has a header row with the columns image and caption.",
            "",
            "Examples:",
            "  captionstream train-projection --pairs captions.csv --images photos/ --out my-model",
            "  captionstream train-projection --model clip-and-gpt2 --coco-annotations captions_train2017.json"
                    + " --images train2017/ --out coco-model"
        })
public final class TrainProjectionCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final String version;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Bundle whose CLIP and GPT-2 are used (default: the demo's; $CAPTIONSTREAM_MODEL).")
    private @Nullable Path model;

    @ArgGroup(multiplicity = "1")
    private Pairs pairs = new Pairs();

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "Folder that the image files lie in; nothing outside it is read.")
    private Path images = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the new bundle.")
    private Path out = Path.of("");

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Folder that keeps the image embeddings, for several trainings (default: that of --out).")
    private @Nullable Path cache;

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description = "Steps after which the state is kept on disk (default: ${DEFAULT-VALUE}).",
            defaultValue = "200")
    private int checkpointEvery;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu:N",
            description = "Where the models run (default: ${DEFAULT-VALUE}).",
            defaultValue = "cpu")
    private String device = "";

    @Mixin
    private final ProjectionFlags flags = new ProjectionFlags();

    static final class Pairs {
        @Option(names = "--pairs", paramLabel = "FILE", description = "CSV file of images and captions.")
        private @Nullable Path csv;

        @Option(names = "--coco-annotations", paramLabel = "FILE", description = "COCO captions file (JSON).")
        private @Nullable Path coco;
    }

    public TrainProjectionCommand(Terminal terminal, String version) {
        this.terminal = terminal;
        this.version = version;
    }

    @Override
    public Integer call() {
        TrainingPlace place = new TrainingPlace(
                Checkout.model(model), images, out, cache == null ? out : cache, device, checkpointEvery, version);
        TrainingResult result = train(place);
        summary(result).forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    private TrainingResult train(TrainingPlace place) {
        List<CaptionedImage> captioned = captionedImages();
        try (ProjectionProgress progress = new ProjectionProgress(terminal)) {
            return ProjectionTrainer.train(place, flags.settings(), captioned, progress);
        }
    }

    private List<CaptionedImage> captionedImages() {
        Path file = pairs.csv == null ? Objects.requireNonNull(pairs.coco) : pairs.csv;
        try (Complaints complaints = new Complaints(terminal)) {
            List<CaptionedImage> captioned =
                    pairs.csv == null ? ImagePairs.coco(file) : ImagePairs.csv(file, complaints);
            if (captioned.isEmpty()) {
                throw CommandFailure.environment(file + " names no images", "");
            }
            return captioned;
        }
    }

    private List<String> summary(TrainingResult result) {
        return List.of(
                data(result.data()),
                best(result.history()),
                SafeText.oneLine("wrote " + out.resolve("bundle.json") + ", " + result.fingerprint()));
    }

    private static String data(DataSummary data) {
        return String.format(
                Locale.ROOT,
                "%d images and %d captions; %d images held back for validation; left out: %d unreadable, %d without"
                        + " caption; %d captions cut",
                data.images(),
                data.captions(),
                data.validationImages(),
                data.unreadable(),
                data.withoutCaption(),
                data.truncated());
    }

    private static String best(TrainingHistory history) {
        EpochFigures first = history.first();
        EpochFigures best = history.best();
        String losses = String.format(
                Locale.ROOT,
                "kept epoch %d: validation loss %.3f, untrained %.3f",
                best.epoch(),
                best.validationLoss(),
                first.validationLoss());
        CaptionFigures before = first.captions();
        CaptionFigures after = best.captions();
        return before == null || after == null
                ? losses
                : losses
                        + String.format(
                                Locale.ROOT, "; grounding %.2f, untrained %.2f", after.grounding(), before.grounding());
    }
}
