package captionstream.cli.caption;

import captionstream.Caption;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.json.AvroJson;
import captionstream.cli.services.Checkout;
import captionstream.cli.services.DecodingFlags;
import captionstream.cli.services.PrecisionFlag;
import captionstream.cli.watch.CaptionLine;
import captionstream.topology.intake.PromptSets;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.ImageLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "caption",
        description = "Caption image files here and now, without Kafka.",
        footer = {
            "",
            "Control scores compare with another image, so they need two files at least.",
            "",
            "Example: captionstream caption --image cat.jpg dog.png --prompt 'A photo of' --json"
        })
public final class CaptionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model bundle (default: the demo's; $CAPTIONSTREAM_MODEL).")
    private @Nullable Path model;

    @Option(names = "--image", required = true, arity = "1..*", paramLabel = "FILE", description = "Image files.")
    private List<Path> files = List.of();

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What a caption begins with; may be repeated (default: the five prompts of the paper).")
    private @Nullable List<String> prompts;

    @Option(
            names = "--device",
            paramLabel = "cpu|gpu|gpu1...",
            description = "Where the model runs (default: ${DEFAULT-VALUE}).",
            defaultValue = "cpu")
    private String device = "";

    @Mixin
    private final PrecisionFlag dtype = new PrecisionFlag();

    @Mixin
    private final DecodingFlags decoding = new DecodingFlags();

    @Option(names = "--json", description = "One JSON object a line for each caption, with every field of the record.")
    private boolean json;

    public CaptionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DecodingOptions options = decoding.decoding();
        List<String> refused = new ArrayList<>();
        List<Path> images = files.stream().map(CaptionCommand::existing).toList();
        try (Captioner captioner = ClipGpt2Captioner.load(Checkout.model(model), options, device, dtype.precision());
                ImageLoader loader = new ImageLoader(policy(images), captioner.imageSpec())) {
            captions(captioner, loader)
                    .caption(
                            images.stream().map(file -> file.toUri().toString()).toList(),
                            this::show,
                            (uri, reason) -> {
                                refused.add(uri);
                                terminal.err().println(SafeText.oneLine("not captioned: " + uri + ": " + reason));
                            });
        }
        return refused.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private FileCaptions captions(Captioner captioner, ImageLoader loader) {
        return prompts == null
                ? new FileCaptions(captioner, loader, PromptSets.PAPER.getPrompts(), PromptSets.label(PromptSets.PAPER))
                : new FileCaptions(captioner, loader, List.copyOf(new LinkedHashSet<>(prompts)), "event");
    }

    private void show(List<Caption> captions) {
        if (json) {
            captions.forEach(caption -> terminal.out().println(AvroJson.line(caption)));
        } else {
            String uri = captions.get(0).getUri();
            terminal.out().println(terminal.paint(Paint.STRONG, SafeText.oneLine(uri)));
            captions.forEach(caption -> terminal.out().println(CaptionLine.withoutImage(caption, terminal)));
        }
    }

    /** Exactly the folders of the files that were named. */
    private static FetchPolicy policy(List<Path> images) {
        Set<Path> folders = new LinkedHashSet<>();
        images.forEach(image -> folders.add(image.getParent()));
        return FetchPolicy.defaults().withFileRoots(List.copyOf(folders));
    }

    private static Path existing(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
