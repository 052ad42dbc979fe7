package captionstream.benchmarks.statistics;

import captionstream.benchmarks.measure.FigureTable;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "statistics",
        description =
                "The statistics on two levels against a plain groupBy(prompt).aggregate with the same settings, by"
                        + " turns, in one process and in two; what the second process adds; and what a caption"
                        + " costs as the state grows.")
public final class StatisticsBenchmark implements Callable<Integer> {
    private static final int PROMPTS = 5;
    private static final int CAPTIONS_PER_SECOND = 10_000;

    private final Terminal terminal;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            required = true,
            description = "Folder for broker and stores; run.sh names one.")
    private Path work = Path.of("");

    @Option(names = "--repetitions", defaultValue = "3", description = "Of each contender (${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(
            names = "--warm-ups",
            defaultValue = "4",
            description = "Repetitions that do not count, in which code is compiled (${DEFAULT-VALUE}).")
    private int warmUps;

    @Option(
            names = "--images",
            defaultValue = "400000",
            description = "Of five captions each; where windows are counted too, a tenth as many (${DEFAULT-VALUE}).")
    private int images;

    @Option(
            names = "--share",
            paramLabel = "PERCENT",
            defaultValue = "25",
            description = "Of one processor, which cpulimit holds each process to where growth with a second one is"
                    + " measured; 0 to leave that out (${DEFAULT-VALUE}).")
    private int share;

    @Option(
            names = "--state-images",
            defaultValue = "1000000",
            description = "Of one caption each, whose state grows; 0 to leave that out (${DEFAULT-VALUE}).")
    private int stateImages;

    @Option(
            names = "--java-option",
            paramLabel = "OPTION",
            description = "Of the contenders' processes, such as a profiler; may be repeated.")
    private List<String> javaOptions = List.of();

    public StatisticsBenchmark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repetitions < 1 || warmUps < 0 || images < 5000 || (stateImages != 0 && stateImages < 500_000)) {
            throw CommandFailure.usage(
                    "There must be a repetition, 5000 images, and 500000 images of state or none", "");
        }
        if (share < 0 || share > 100) {
            throw CommandFailure.usage("The share is a percentage of one processor", "");
        }
        if (share > 0) {
            ProcessorShare.require();
        }
        boolean missed = contest(Contender.TWO_LEVELS, Contender.PLAIN_WITH_WINDOWS, images / 10, 0);
        missed |= contest(Contender.WITHOUT_WINDOWS, Contender.PLAIN, images, share);
        if (stateImages > 0) {
            missed |= growingState();
        }
        return missed ? ExitCode.FAILED : ExitCode.OK;
    }

    /**
     * @param held percent of a processor that each process is held to where growth with a second one is measured; or 0
     *     to leave that out
     * @return whether a target was missed
     */
    private boolean contest(Contender ours, Contender plain, int contested, int held)
            throws IOException, InterruptedException {
        try (Arena arena = arena()) {
            long captions = publish(arena, PROMPTS, contested);
            Contest contest = new Contest(terminal, arena, ours, plain, captions);
            contest.warmUp(warmUps);
            boolean missed = shown(contest.measure(repetitions, 0).comparison());
            if (held > 0) {
                terminal.out().println("Each process held to " + held + " % of a processor:");
                missed |= shown(contest.measure(repetitions, held).growth());
            }
            return missed;
        }
    }

    /**
     * The slices are short and what can be read of them comes by the half second, so there are twice as many
     * repetitions.
     *
     * @return whether a target was missed
     */
    private boolean growingState() throws IOException, InterruptedException {
        try (Arena arena = arena()) {
            publish(arena, 1, GrowingState.captions(stateImages));
            GrowingState state = new GrowingState(terminal, arena, stateImages);
            for (Contender contender : List.of(Contender.TWO_LEVELS, Contender.WITHOUT_WINDOWS)) {
                state.measure(contender, warmUps, 2 * repetitions);
            }
            return shown(state.table());
        }
    }

    private Arena arena() throws IOException {
        return new Arena(Files.createTempDirectory(work, "statistics-"), javaOptions);
    }

    private long publish(Arena arena, int prompts, int ofImages) throws InterruptedException {
        long captions = (long) prompts * ofImages;
        terminal.err().println("publishing " + captions + " captions");
        arena.publish(new CaptionSource(prompts, CAPTIONS_PER_SECOND), ofImages);
        return captions;
    }

    private boolean shown(FigureTable table) {
        table.lines().forEach(terminal.out()::println);
        terminal.out().println();
        return table.isAnyMissed();
    }
}
