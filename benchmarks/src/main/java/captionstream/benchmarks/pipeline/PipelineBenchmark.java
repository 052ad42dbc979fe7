package captionstream.benchmarks.pipeline;

import captionstream.benchmarks.measure.FigureTable;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import captionstream.topology.intake.PromptSets;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.train.RandomBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pipeline",
        description = "The whole pipeline on an embedded broker, against the bare captioner and against the paper's own"
                + " loop in PyTorch, by turns; random weights of the real sizes, on the processor.")
public final class PipelineBenchmark implements Callable<Integer> {
    private static final int MATRIX = 1024;
    private static final List<String> PROMPTS = PromptSets.PAPER.getPrompts();

    private final Terminal terminal;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            required = true,
            description = "Folder for model, images and broker; run.sh names one.")
    private Path work = Path.of("");

    @Option(names = "--repetitions", defaultValue = "5", description = "Of each contender (${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(names = "--images", defaultValue = "32", description = "In each repetition (${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--singles", defaultValue = "4", description = "Single images in each (${DEFAULT-VALUE}).")
    private int singles;

    @Option(names = "--threads", defaultValue = "1", description = "Of the model, ours and theirs (${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--like", defaultValue = RandomBundle.REAL_SIZE, description = "Sizes (${DEFAULT-VALUE}).")
    private String like = "";

    @Option(names = "--python", defaultValue = "python3", description = "Has PyTorch (${DEFAULT-VALUE}).")
    private String python = "";

    @Option(names = "--peer", description = "The paper's loop; run.sh names it.")
    private @Nullable Path peer;

    @Option(names = "--without-peer", description = "Leave the paper's loop out.")
    private boolean withoutPeer;

    public PipelineBenchmark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repetitions < 1 || images < 1 || singles < 1 || threads < 1) {
            throw CommandFailure.usage("Every number must be 1 or more", "");
        }
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        Path bundle = work.resolve(like);
        if (!Files.exists(bundle.resolve("bundle.json"))) {
            terminal.err().println("writing random weights to " + bundle);
            RandomBundle.write(bundle, like, 0);
        }
        Path folder = work.resolve("images").toAbsolutePath();
        List<Path> photographs = Photographs.write(folder, Contest.images(repetitions, images, singles));
        try (PaperTexts texts = new PaperTexts(ModelBundle.open(bundle));
                PaperLoop paper = withoutPeer || peer == null ? null : PaperLoop.start(python, peer, bundle, threads);
                BareCaptioner bare = new BareCaptioner(bundle, folder);
                LocalPipeline pipeline = new LocalPipeline(Files.createTempDirectory(work, "state-"), bundle, folder)) {
            describe(paper);
            return result(contest(new Contest(bare, pipeline, paper, texts, photographs.iterator(), PROMPTS)));
        }
    }

    private void describe(@Nullable PaperLoop paper) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s, %d images x %d prompts in each of %d repetitions, %d thread(s) of %d processors%n",
                        like,
                        images,
                        PROMPTS.size(),
                        repetitions,
                        threads,
                        Runtime.getRuntime().availableProcessors());
        String theirs = paper == null
                ? "no peer"
                : String.format(Locale.ROOT, "PyTorch %s %.0f", paper.version(), paper.gflops(MATRIX));
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "matrix products of %d, GFLOP/s: ours %.0f, %s%n",
                        MATRIX,
                        MatrixRate.gflops(MATRIX),
                        theirs);
    }

    private Contest contest(Contest contest) {
        try (Progress progress = new Progress(terminal, "repetitions")) {
            progress.note("warming up");
            contest.warmUp();
            for (int repetition = 0; repetition < repetitions; repetition++) {
                contest.repeat(repetition, images, singles);
                progress.update(repetition + 1, repetitions);
            }
        }
        return contest;
    }

    private int result(Contest contest) {
        FigureTable table = contest.measured().table();
        terminal.out().println(contest.agreement().describe());
        terminal.out().println();
        table.lines().forEach(terminal.out()::println);
        return table.isAnyMissed() ? ExitCode.FAILED : ExitCode.OK;
    }
}
