package captionstream.benchmarks.captioner;

import captionstream.benchmarks.measure.Spread;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.services.Checkout;
import captionstream.topology.intake.PromptSets;
import captionstream.worker.caption.CaptionOutcome.Captioned;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.caption.EngineSettings;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.model.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "precision",
        description = "Captions the sample images under the paper's prompts in float32 and in float16, and says how far"
                + " captions and scores differ.")
public final class PrecisionBenchmark implements Callable<Integer> {
    private static final int BATCH = 8;

    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "DIR", description = "Model bundle (default: the demo's).")
    private @Nullable Path model;

    @Option(names = "--images", paramLabel = "DIR", description = "Folder of images (default: the samples).")
    private @Nullable Path images;

    public PrecisionBenchmark(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Pair(GeneratedCaption full, GeneratedCaption half) {
        boolean agrees() {
            return full.text().equals(half.text());
        }

        double difference(ToDoubleFunction<GeneratedCaption> figure) {
            return Math.abs(figure.applyAsDouble(full) - figure.applyAsDouble(half));
        }
    }

    @Override
    public Integer call() {
        List<GeneratedCaption> full = captions(Precision.FLOAT32);
        List<GeneratedCaption> half = captions(Precision.FLOAT16);
        List<Pair> pairs = IntStream.range(0, full.size())
                .mapToObj(i -> new Pair(full.get(i), half.get(i)))
                .toList();
        List<Pair> agreeing = pairs.stream().filter(Pair::agrees).toList();
        line(
                "%d captions, of which %d identical (%.1f%%)",
                pairs.size(), agreeing.size(), 100.0 * agreeing.size() / pairs.size());
        differences("first step", pairs, "entropy", caption -> caption.tokens()
                .get(0)
                .entropy());
        if (!agreeing.isEmpty()) {
            differences("identical captions", agreeing, "clip_score", GeneratedCaption::clipScore);
            differences("identical captions", agreeing, "mean_token_entropy", c -> c.uncertainty()
                    .meanTokenEntropy());
            differences("identical captions", agreeing, "mean_log_prob", c -> c.uncertainty()
                    .meanLogProb());
        }
        differences("all captions", pairs, "clip_score", GeneratedCaption::clipScore);
        differences("all captions", pairs, "mean_token_entropy", c -> c.uncertainty()
                .meanTokenEntropy());
        line("mean clip_score: %.4f in float32, %.4f in float16", mean(full), mean(half));
        return ExitCode.OK;
    }

    private List<GeneratedCaption> captions(Precision precision) {
        List<GeneratedCaption> captions = new ArrayList<>();
        Path folder = images == null ? Checkout.images() : images;
        try (Captioner captioner = ClipGpt2Captioner.load(
                        Checkout.model(model),
                        DecodingOptions.GREEDY,
                        EngineSettings.on("cpu").withPrecision(precision));
                Progress progress = new Progress(terminal, precision + " images")) {
            List<CaptionTask> tasks = ImageTasks.of(folder, captioner.imageSpec(), PromptSets.PAPER.getPrompts());
            long began = System.nanoTime();
            for (int from = 0; from < tasks.size(); from += BATCH) {
                int to = Math.min(from + BATCH, tasks.size());
                captioner
                        .caption(tasks.subList(from, to))
                        .forEach(outcome -> captions.addAll(((Captioned) outcome).captions()));
                progress.update(to, tasks.size());
            }
            line("%s: %.2f captions/s", precision, captions.size() * 1e9 / (System.nanoTime() - began));
        }
        return captions;
    }

    private void differences(String which, List<Pair> pairs, String name, ToDoubleFunction<GeneratedCaption> figure) {
        Spread spread =
                new Spread(pairs.stream().map(pair -> pair.difference(figure)).toList());
        double mean = spread.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
        line("%s: difference in %s: mean %.6f, largest %.6f", which, name, mean, spread.highest());
    }

    private static double mean(List<GeneratedCaption> captions) {
        return captions.stream()
                .mapToDouble(GeneratedCaption::clipScore)
                .average()
                .orElseThrow();
    }

    private void line(String format, Object... values) {
        terminal.out().printf(Locale.ROOT, format + "%n", values);
    }
}
