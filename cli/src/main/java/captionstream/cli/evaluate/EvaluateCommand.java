package captionstream.cli.evaluate;

import captionstream.ImageEvent;
import captionstream.cli.caption.CaptionerOptions;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.LeftOut;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.json.AvroJson;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.image.FetchPolicy;
import captionstream.worker.image.ImageLoader;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "evaluate",
        description = "Measure a model's captions against what people wrote about the same images.",
        footer = {
            "",
            "The CSV file of --pairs has the columns image (a path, relative to the file or to --images) and caption;",
            "an image that several people described has several rows. Images are read from that folder alone.",
            "",
            "BLEU is of a corpus and from 0 to 1, CIDEr-D from 0 to 10, the other scores are times 100. The prompt is",
            "no part of what BLEU, CIDEr-D and 'exact' compare, unless --whole-captions is given. An image that cannot",
            "be captioned is listed, the rest is measured without it, and the exit code is 1.",
            "",
            "Examples:",
            "  captionstream evaluate --pairs pairs.csv --prompt 'A photo of'",
            "  captionstream evaluate --coco-annotations captions_val2017.json --images val2017/ --limit 500 --json"
        })
public final class EvaluateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final DescribedImages described = new DescribedImages();

    @Mixin
    private final CaptionerOptions options = new CaptionerOptions();

    @Option(
            names = "--whole-captions",
            description = "Compare captions with the references prompt and all (default: without the prompt).")
    private boolean whole;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    public EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        DecodingOptions decoding = options.decoding();
        LeftOut leftOut = new LeftOut(terminal);
        List<ImageEvent> images = described.images(leftOut);
        Evaluation evaluation = evaluate(images, decoding, leftOut.count());
        if (json) {
            terminal.out().println(AvroJson.text(EvaluationJson.of(evaluation)));
        } else {
            EvaluationTable.of(evaluation, terminal).forEach(terminal.out()::println);
        }
        return evaluation.isComplete() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Evaluation evaluate(List<ImageEvent> images, DecodingOptions decoding, int leftOut) {
        FetchPolicy policy = FetchPolicy.defaults().withFileRoots(List.of(described.folder()));
        try (Captioner captioner = options.load(decoding);
                ImageLoader loader = new ImageLoader(policy, captioner.imageSpec());
                Progress progress = new Progress(terminal, "captioned")) {
            CaptionCollector collector = new CaptionCollector(progress, images.size(), whole);
            options.captions(captioner, loader).caption(images, collector);
            if (collector.isEmpty()) {
                throw CommandFailure.failed("None of the " + images.size() + " images could be captioned", "");
            }
            return collector.evaluation(captioner.fingerprint(), captioner.decoding(), leftOut);
        }
    }
}
