package captionstream.cli.train;

import captionstream.worker.train.ProjectionSettings;
import captionstream.worker.train.ProjectionStart;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The settings that decide what a training makes of its data. */
final class ProjectionFlags {
    private static final ProjectionSettings USUAL = ProjectionSettings.defaults();

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What captions are to continue; may be repeated (default: the five prompts of the paper).")
    private @Nullable List<String> prompts;

    @Option(
            names = "--init",
            paramLabel = "random|least-squares|bundle",
            converter = StartConverter.class,
            description = "Projection to begin with: a fresh one, the closed-form fit to GPT-2's token embeddings, or"
                    + " the one of --model (default: random).")
    private ProjectionStart start = USUAL.start();

    @Option(
            names = "--prefix-length",
            paramLabel = "K",
            description = "Positions that the projection puts before the prompt (default: as --model has).")
    private int prefixLength = USUAL.prefixLength();

    @Option(names = "--batch", paramLabel = "N", description = "Captions in a step (default: ${DEFAULT-VALUE}).")
    private int batch = USUAL.batch();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often every caption is seen, at most (default: ${DEFAULT-VALUE}).")
    private int epochs = USUAL.epochs();

    @Option(
            names = "--learning-rate",
            paramLabel = "X",
            description = "At its peak, after the warm-up; it then falls along a cosine (default: ${DEFAULT-VALUE}).")
    private double learningRate = USUAL.learningRate();

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            description = "Share of all steps in which the learning rate rises (default: ${DEFAULT-VALUE}).")
    private double warmUp = USUAL.warmUp();

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            description = "Of the projection's matrix (default: ${DEFAULT-VALUE}).")
    private double weightDecay = USUAL.weightDecay();

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N epochs without a lower validation loss (default: ${DEFAULT-VALUE}).")
    private int patience = USUAL.patience();

    @Option(
            names = "--validation-share",
            paramLabel = "SHARE",
            description = "Of the images, never learnt from (default: ${DEFAULT-VALUE}).")
    private double validationShare = USUAL.validationShare();

    @Option(
            names = "--decode-images",
            paramLabel = "N",
            description = "Validation images to caption after each epoch, at most (default: ${DEFAULT-VALUE}).")
    private int decodedImages = USUAL.decodedImages();

    @Option(
            names = "--max-caption-tokens",
            paramLabel = "N",
            description = "Longer captions are cut (default: ${DEFAULT-VALUE}).")
    private int longestCaption = USUAL.longestCaption();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the fresh projection, the order, the prompts and the validation images (default:"
                    + " ${DEFAULT-VALUE}).")
    private long seed = USUAL.seed();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "That share each step; the result depends on how many (default: ${DEFAULT-VALUE}, one for each"
                            + " processor).")
    private int threads = USUAL.threads();

    ProjectionSettings settings() {
        return new ProjectionSettings(
                prompts == null ? USUAL.prompts() : List.copyOf(new LinkedHashSet<>(prompts)),
                start,
                prefixLength,
                batch,
                epochs,
                learningRate,
                warmUp,
                weightDecay,
                patience,
                validationShare,
                decodedImages,
                longestCaption,
                seed,
                threads);
    }

    static final class StartConverter implements ITypeConverter<ProjectionStart> {
        @Override
        public ProjectionStart convert(String value) {
            try {
                return ProjectionStart.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "init is '" + value + "': it must be random, least-squares or bundle");
            }
        }
    }
}
