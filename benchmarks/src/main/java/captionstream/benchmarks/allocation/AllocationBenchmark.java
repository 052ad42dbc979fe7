package captionstream.benchmarks.allocation;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "allocation",
        description = "Simulates prompt allocation on the means and deviations that the paper published, and says how"
                + " many captions it saves at the same probability of naming a wrong prompt the best.")
public final class AllocationBenchmark implements Callable<Integer> {
    private static final int STEP = 500;
    private static final List<Double> ERRORS = List.of(0.2, 0.1, 0.05, 0.02, 0.01);
    private static final List<Integer> BUDGETS = List.of(5_000, 10_000, 20_000, 40_000);

    private final Terminal terminal;

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each allocation (default: ${DEFAULT-VALUE}).")
    private int runs = 2_000;

    @Option(
            names = "--correlation",
            split = ",",
            paramLabel = "R,...",
            description = "Assumed correlation of two prompts' scores of one image (default: ${DEFAULT-VALUE}).")
    private List<Double> correlations = List.of(0.0, 0.5, 0.8);

    @Option(
            names = "--explore",
            paramLabel = "SHARE",
            description = "Share of images that get every prompt (default: ${DEFAULT-VALUE}).")
    private double explore = 0.1;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    public AllocationBenchmark(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Progress progress = new Progress(terminal, "simulated")) {
            int done = 0;
            for (double correlation : correlations) {
                Scores scores = new Scores(correlation);
                ErrorCurve uniform = simulate(scores, 1);
                progress.update(++done, 2L * correlations.size());
                ErrorCurve elimination = simulate(scores, explore);
                progress.update(++done, 2L * correlations.size());
                show(correlation, uniform, elimination).forEach(progress::result);
            }
        }
        return ExitCode.OK;
    }

    private ErrorCurve simulate(Scores scores, double share) {
        return ErrorCurve.simulate(scores, share, runs, BUDGETS.get(BUDGETS.size() - 1), STEP, seed);
    }

    private static List<String> show(double correlation, ErrorCurve uniform, ErrorCurve elimination) {
        return Stream.of(
                        List.of(
                                "",
                                text(
                                        "Correlation %.1f: the best prompt was eliminated in %d of %d runs, and had %.2f"
                                                + " times as many captions at the end.",
                                        correlation,
                                        elimination.bestLost(),
                                        elimination.runs(),
                                        elimination.captionsOfBest() / uniform.captionsOfBest()),
                                "",
                                "| captions | wrong, uniform | wrong, successive elimination |",
                                "| --- | --- | --- |"),
                        BUDGETS.stream()
                                .map(budget -> text(
                                        "| %d | %.3f | %.3f |",
                                        budget, uniform.error(budget), elimination.error(budget)))
                                .toList(),
                        List.of(
                                "",
                                "| wrong at most | captions, uniform | captions, successive elimination | saved |",
                                "| --- | --- | --- | --- |"),
                        ERRORS.stream()
                                .map(error -> saved(error, uniform.captionsFor(error), elimination.captionsFor(error)))
                                .toList())
                .flatMap(List::stream)
                .toList();
    }

    private static String saved(double error, OptionalDouble uniform, OptionalDouble elimination) {
        String saved = uniform.isEmpty() || elimination.isEmpty()
                ? "–"
                : text("%.0f%%", 100 * (1 - elimination.getAsDouble() / uniform.getAsDouble()));
        return text("| %.2f | %s | %s | %s |", error, captions(uniform), captions(elimination), saved);
    }

    private static String captions(OptionalDouble captions) {
        return captions.isEmpty() ? "more than 40000" : text("%.0f", captions.getAsDouble());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
