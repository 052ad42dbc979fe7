package captionstream.benchmarks.captioner;

import captionstream.benchmarks.measure.ResidentMemory;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.cli.services.Checkout;
import captionstream.topology.intake.PromptSets;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.DecodingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "memory",
        description = "Captions the sample images for many batches of changing sizes, and compares the memory of the"
                + " process early and late.")
public final class MemoryBenchmark implements Callable<Integer> {
    private static final double MOST_GROWTH = 1.05;
    private static final int LARGEST_BATCH = 8;

    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "DIR", description = "Model bundle (default: the demo's).")
    private @Nullable Path model;

    @Option(names = "--early", defaultValue = "200", description = "First reading after N batches (${DEFAULT-VALUE}).")
    private int early;

    @Option(names = "--late", defaultValue = "2000", description = "Second reading after N batches (${DEFAULT-VALUE}).")
    private int late;

    public MemoryBenchmark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (early < 1 || late <= early) {
            throw CommandFailure.usage("--late must be more than --early, and --early 1 or more", "");
        }
        ResidentMemory[] readings = new ResidentMemory[2];
        try (Captioner captioner = ClipGpt2Captioner.load(Checkout.model(model), DecodingOptions.GREEDY, "cpu");
                Progress progress = new Progress(terminal, "batches")) {
            List<CaptionTask> tasks =
                    ImageTasks.of(Checkout.images(), captioner.imageSpec(), PromptSets.PAPER.getPrompts());
            for (int batch = 1; batch <= late; batch++) {
                captioner.caption(batch(tasks, batch));
                progress.update(batch, late);
                if (batch == early) {
                    readings[0] = ResidentMemory.now();
                }
            }
            readings[1] = ResidentMemory.now();
        }
        return report(readings[0], readings[1]);
    }

    /** 1 to {@value #LARGEST_BATCH} images, others every time, under all prompts or fewer. */
    private static List<CaptionTask> batch(List<CaptionTask> tasks, int number) {
        int size = 1 + number % LARGEST_BATCH;
        return IntStream.range(0, size)
                .mapToObj(i -> tasks.get((number * LARGEST_BATCH + i) % tasks.size()))
                .map(task -> new CaptionTask(
                        task.imageId(), task.pixels(), task.prompts().subList(0, 1 + number % 5)))
                .toList();
    }

    private int report(ResidentMemory before, ResidentMemory after) {
        line("after " + early + " batches", before);
        line("after " + late + " batches", after);
        double ratio = (double) after.outsideHeap() / before.outsideHeap();
        boolean flat = ratio <= MOST_GROWTH;
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "ratio outside the heap %.4f, target at most %.2f: %s%n",
                        ratio,
                        MOST_GROWTH,
                        flat ? "reached" : "MISSED");
        return flat ? ExitCode.OK : ExitCode.FAILED;
    }

    private void line(String when, ResidentMemory memory) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s: %.1f MiB resident, %.1f MiB of them outside the Java heap%n",
                        when,
                        ResidentMemory.mebibytes(memory.total()),
                        ResidentMemory.mebibytes(memory.outsideHeap()));
    }
}
