package captionstream.benchmarks;

import captionstream.benchmarks.allocation.AllocationBenchmark;
import captionstream.benchmarks.captioner.MemoryBenchmark;
import captionstream.benchmarks.captioner.PrecisionBenchmark;
import captionstream.benchmarks.images.ImagesBenchmark;
import captionstream.benchmarks.pipeline.PipelineBenchmark;
import captionstream.benchmarks.statistics.InstanceCommand;
import captionstream.benchmarks.statistics.StatisticsBenchmark;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ErrorLines;
import captionstream.cli.console.Logs;
import captionstream.cli.console.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What {@code benchmarks/run.sh} starts. */
@Command(
        name = "benchmarks/run.sh",
        description = "Measures captionstream on this machine. Exit code 1: a target was missed.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "BENCHMARK",
        usageHelpWidth = 110)
final class BenchmarksMain {
    private BenchmarksMain() {}

    public static void main(String[] arguments) {
        Terminal terminal = Terminal.system();
        Logs.QUIET.apply();
        CommandLine benchmarks = new CommandLine(new BenchmarksMain())
                .addSubcommand(new AllocationBenchmark(terminal))
                .addSubcommand(new ImagesBenchmark(terminal))
                .addSubcommand(new MemoryBenchmark(terminal))
                .addSubcommand(new PrecisionBenchmark(terminal))
                .addSubcommand(new PipelineBenchmark(terminal))
                .addSubcommand(new StatisticsBenchmark(terminal))
                .addSubcommand(new InstanceCommand(terminal))
                .setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command, parsed, terminal))
                .setParameterExceptionHandler((thrown, line) -> misused(thrown, terminal));
        System.exit(arguments.length == 0 ? usage(benchmarks, terminal) : benchmarks.execute(arguments));
    }

    private static int usage(CommandLine benchmarks, Terminal terminal) {
        benchmarks.usage(terminal.err());
        return benchmarks.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int misused(ParameterException thrown, Terminal terminal) {
        String problem = String.valueOf(thrown.getMessage());
        CommandFailure failure = CommandFailure.usage(problem, "See benchmarks/run.sh --help");
        terminal.err().println("benchmarks: " + failure.line());
        return failure.exitCode();
    }

    private static int failed(Exception thrown, CommandLine command, ParseResult parsed, Terminal terminal) {
        CommandFailure failure = ErrorLines.explain(thrown);
        terminal.err().println("benchmarks: " + failure.line());
        return failure.exitCode();
    }
}
