package captionstream.cli.caption;

import captionstream.cli.services.Checkout;
import captionstream.cli.services.DecodingFlags;
import captionstream.cli.services.PrecisionFlag;
import captionstream.topology.intake.PromptSets;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.caption.EngineSettings;
import captionstream.worker.image.ImageLoader;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With which model, where, and beginning with what, files are captioned. */
public final class CaptionerOptions {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model bundle (default: the demo's; $CAPTIONSTREAM_MODEL).")
    private @Nullable Path model;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What a caption begins with; may be repeated (default: the five prompts of the paper).")
    private @Nullable List<String> prompts;

    @Option(
            names = "--device",
            paramLabel = "auto|cpu|gpu:N",
            description = "Where the model runs (default: ${DEFAULT-VALUE}).",
            defaultValue = "cpu")
    private String device = "";

    @Mixin
    private final PrecisionFlag dtype = new PrecisionFlag();

    @Mixin
    private final DecodingFlags decoding = new DecodingFlags();

    /** @throws IllegalArgumentException naming the setting and the value that is wrong */
    public DecodingOptions decoding() {
        return decoding.decoding();
    }

    public Captioner load(DecodingOptions chosen) {
        return ClipGpt2Captioner.load(
                Checkout.model(model), chosen, EngineSettings.on(device).withPrecision(dtype.precision()));
    }

    public FileCaptions captions(Captioner captioner, ImageLoader loader) {
        return prompts == null
                ? new FileCaptions(captioner, loader, PromptSets.PAPER.getPrompts(), PromptSets.label(PromptSets.PAPER))
                : new FileCaptions(captioner, loader, List.copyOf(new LinkedHashSet<>(prompts)), "event");
    }
}
