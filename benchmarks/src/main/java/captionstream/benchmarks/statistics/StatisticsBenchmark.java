package captionstream.benchmarks.statistics;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "statistics",
        description = "The statistics on two levels against a plain groupBy(prompt).aggregate with the same settings,"
                + " by turns, in one process and in two.")
public final class StatisticsBenchmark implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the broker; run.sh names one.")
    private Path work = Path.of("");

    @Option(names = "--repetitions", defaultValue = "3", description = "Of each contender (${DEFAULT-VALUE}).")
    private int repetitions;

    @Option(names = "--images", defaultValue = "40000", description = "Of five captions each (${DEFAULT-VALUE}).")
    private int images;

    @Option(names = "--contender", description = "Only these.")
    private List<Contender> contenders = List.of(Contender.values());

    @Option(names = "--processes", defaultValue = "1,2", split = ",", description = "x")
    private List<Integer> processes = List.of();

    @Option(names = "--java-option", description = "Of the contenders' processes.")
    private List<String> javaOptions = List.of();

    public StatisticsBenchmark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Arena arena = new Arena(Files.createTempDirectory(work, "statistics-"), javaOptions)) {
            arena.publish(new CaptionSource(5, 10_000), images);
            terminal.err().println("published");
            long all = 5L * images;
            for (int i = 0; i < repetitions; i++) {
                for (int p : processes) {
                    for (Contender c : contenders) {
                        Course course = arena.run(c, p, all);
                        terminal.out()
                                .printf(
                                        Locale.ROOT,
                                        "%d %-34s x%d %8.0f/s %6.1f us/caption, broker %6.1f us%n",
                                        i,
                                        c.title(),
                                        p,
                                        course.captionsPerSecond(all / 4, all),
                                        course.microsecondsPerCaption(all / 4, all),
                                        course.brokerMicrosecondsPerCaption(all / 4, all));
                        terminal.out().flush();
                    }
                }
            }
        }
        return ExitCode.OK;
    }
}
