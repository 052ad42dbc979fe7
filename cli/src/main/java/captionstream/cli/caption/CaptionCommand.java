package captionstream.cli.caption;

import captionstream.Caption;
import captionstream.ImageEvent;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.json.AvroJson;
import captionstream.cli.source.StableId;
import captionstream.cli.watch.CaptionLine;
import captionstream.schemas.ReferenceRules;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.ImageLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
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
            "Examples:",
            "  captionstream caption --image cat.jpg dog.png --prompt 'A photo of' --json",
            "  captionstream caption --image cat.jpg --reference 'A cat on a sofa.'"
        })
public final class CaptionCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--image", required = true, arity = "1..*", paramLabel = "FILE", description = "Image files.")
    private List<Path> files = List.of();

    @Option(
            names = "--reference",
            paramLabel = "TEXT",
            description = "What a person says of the image, to score its captions against (RefCLIPScore); may be"
                    + " repeated, and takes one --image alone.")
    private List<String> references = List.of();

    @Mixin
    private final CaptionerOptions options = new CaptionerOptions();

    @Option(names = "--json", description = "One JSON object a line for each caption, with every field of the record.")
    private boolean json;

    public CaptionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DecodingOptions decoding = options.decoding();
        requireUsableReferences();
        List<Path> images = files.stream().map(CaptionCommand::existing).toList();
        Shown shown = new Shown();
        try (Captioner captioner = options.load(decoding);
                ImageLoader loader = new ImageLoader(policy(images), captioner.imageSpec())) {
            options.captions(captioner, loader)
                    .caption(images.stream().map(this::event).toList(), shown);
        }
        return shown.refused ? ExitCode.FAILED : ExitCode.OK;
    }

    private void requireUsableReferences() {
        if (!references.isEmpty() && files.size() > 1) {
            throw CommandFailure.usage(
                    "--reference says what is on one image, and --image names " + files.size(),
                    "Caption them one by one, or see 'captionstream evaluate'");
        }
        String wrong = ReferenceRules.violation(references);
        if (wrong != null) {
            throw CommandFailure.usage("--reference: " + wrong, "");
        }
    }

    private ImageEvent event(Path image) {
        String uri = image.toUri().toString();
        return ImageEvent.newBuilder()
                .setId(StableId.of(uri))
                .setUri(uri)
                .setReferences(references)
                .setTime(Instant.now())
                .build();
    }

    private final class Shown implements FileCaptions.Outcomes {
        private boolean refused;

        @Override
        public void captioned(ImageEvent image, List<Caption> captions) {
            if (json) {
                captions.forEach(caption -> terminal.out().println(AvroJson.line(caption)));
            } else {
                terminal.out().println(terminal.paint(Paint.STRONG, SafeText.oneLine(image.getUri())));
                captions.forEach(caption -> terminal.out().println(CaptionLine.withoutImage(caption, terminal)));
            }
        }

        @Override
        public void refused(ImageEvent image, String reason) {
            refused = true;
            terminal.err().println(SafeText.oneLine("not captioned: " + image.getUri() + ": " + reason));
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
