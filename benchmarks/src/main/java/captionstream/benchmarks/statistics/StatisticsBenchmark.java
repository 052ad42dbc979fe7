package captionstream.benchmarks.statistics;

import captionstream.benchmarks.measure.FigureTable;
import captionstream.benchmarks.measure.Spread;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final double MOST_GROWTH_OF_COST = 1.3;

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

    private boolean shown(FigureTable table) {
        table.lines().forEach(terminal.out()::println);
        terminal.out().println();
        return table.isAnyMissed();
    }

    /**
     * Repetitions before the first are for the compiler.
     *
     * @param held percent of a processor that each process is held to where growth is measured, by processes that are
     *     warm by then; or 0 to leave that out
     * @return whether a target was missed
     */
    private boolean contest(Contender ours, Contender plain, int contested, int held)
            throws IOException, InterruptedException {
        long captions = (long) PROMPTS * contested;
        Measurements free = new Measurements(ours, plain);
        Measurements limited = new Measurements(ours, plain);
        SameStatistics same = new SameStatistics();
        try (Arena arena = arena();
                Progress progress = new Progress(terminal, "repetitions")) {
            progress.note("publishing " + captions + " captions");
            arena.publish(new CaptionSource(PROMPTS, CAPTIONS_PER_SECOND), contested);
            int last = held == 0 ? repetitions : 2 * repetitions;
            for (int repetition = -warmUps; repetition < last; repetition++) {
                Measurements measured = repetition < repetitions ? free : limited;
                int limit = measured == free ? 0 : held;
                boolean oursFirst = (repetition + warmUps) % 2 == 0;
                for (int processes : oursFirst ? List.of(2, 1) : List.of(1, 2)) {
                    for (Contender contender : oursFirst ? List.of(ours, plain) : List.of(plain, ours)) {
                        progress.update(Math.max(0, repetition), last, ", " + contender.title());
                        Course course = arena.run(contender, processes, captions, limit);
                        same.check(contender, course.statistics());
                        if (repetition >= 0) {
                            measured.add(contender, processes, course, captions);
                        }
                    }
                }
                progress.update(Math.max(0, repetition + 1), last);
            }
        }
        boolean missed = shown(free.comparison());
        if (held > 0) {
            terminal.out().println("Each process held to " + held + " % of a processor:");
            missed |= shown(limited.growth());
        }
        return missed;
    }

    /**
     * The slices are short and what can be read of them comes by the half second, so there are twice as many repetitions.
     *
     * @return whether the target was missed
     */
    private boolean growingState() throws IOException, InterruptedException {
        long slice = Math.min(100_000, stateImages / 5);
        FigureTable table = new FigureTable();
        try (Arena arena = arena();
                Progress progress = new Progress(terminal, "repetitions")) {
            // counting is ahead of what can be read of it, but not at the very end
            long all = stateImages + 4 * slice;
            progress.note("publishing " + all + " captions");
            arena.publish(new CaptionSource(1, CAPTIONS_PER_SECOND), (int) all);
            for (Contender contender : List.of(Contender.TWO_LEVELS, Contender.WITHOUT_WINDOWS)) {
                List<Double> few = new ArrayList<>();
                List<Double> many = new ArrayList<>();
                int last = 2 * repetitions;
                for (int repetition = -warmUps; repetition < last; repetition++) {
                    progress.update(Math.max(0, repetition), last, ", " + contender.title());
                    Course course = arena.run(contender, 1, all, 0);
                    if (repetition >= 0) {
                        few.add(course.microsecondsPerCaption(slice / 10, slice / 10 + slice));
                        many.add(course.microsecondsPerCaption(stateImages, stateImages + 2 * slice));
                    }
                }
                Spread ratios = Spread.ofRatios(many, few);
                String figure = contender.title() + ", processor time a caption, µs, from ";
                table.add(figure + slice / 10 + " images on", new Spread(few).text(1));
                table.add(figure + stateImages + " images on", new Spread(many).text(1));
                table.add(
                        contender.title() + ", their ratio",
                        ratios.text(2),
                        "at most " + MOST_GROWTH_OF_COST,
                        ratios.median() <= MOST_GROWTH_OF_COST);
            }
        }
        return shown(table);
    }

    private Arena arena() throws IOException {
        return new Arena(Files.createTempDirectory(work, "statistics-"), javaOptions);
    }
}
