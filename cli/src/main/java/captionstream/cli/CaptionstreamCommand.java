package captionstream.cli;

import captionstream.cli.audit.AuditCommand;
import captionstream.cli.caption.CaptionCommand;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ErrorLines;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Logs;
import captionstream.cli.console.Terminal;
import captionstream.cli.demo.DemoCommand;
import captionstream.cli.evaluate.EvaluateCommand;
import captionstream.cli.export.ExportCommand;
import captionstream.cli.feedback.FeedbackCommand;
import captionstream.cli.models.ModelsCommand;
import captionstream.cli.models.PullModelCommand;
import captionstream.cli.models.RandomModelCommand;
import captionstream.cli.models.ShowModelCommand;
import captionstream.cli.prompts.AddPromptsCommand;
import captionstream.cli.prompts.ListPromptsCommand;
import captionstream.cli.prompts.PromptsCommand;
import captionstream.cli.prompts.RemovePromptsCommand;
import captionstream.cli.prompts.UsePromptsCommand;
import captionstream.cli.publish.PublishCommand;
import captionstream.cli.replay.ReplayCommand;
import captionstream.cli.report.ReportCommand;
import captionstream.cli.services.BrokerCommand;
import captionstream.cli.services.DashboardCommand;
import captionstream.cli.services.LoggedCommand;
import captionstream.cli.services.TopologyCommand;
import captionstream.cli.services.WorkerCommand;
import captionstream.cli.train.TrainDemoCommand;
import captionstream.cli.train.TrainProjectionCommand;
import captionstream.cli.watch.WatchCommand;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top command: puts the commands together, sets the log, and turns failures into one line and an exit code. */
@Command(
        name = "captionstream",
        description = "Captions streams of images with CLIP and GPT-2, and ranks the prompts.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpWidth = 110,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:something failed or was lost",
            "2:the command line makes no sense",
            "3:an input file, a server or this machine is not as needed"
        })
final class CaptionstreamCommand implements Runnable {
    private final Terminal terminal;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the log in detail, and stack traces of errors.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    private CaptionstreamCommand(Terminal terminal) {
        this.terminal = terminal;
        this.spec = CommandSpec.create();
    }

    static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
        CaptionstreamCommand top = new CaptionstreamCommand(terminal);
        return new CommandLine(top)
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new CaptionCommand(terminal))
                .addSubcommand(new EvaluateCommand(terminal))
                .addSubcommand(new PublishCommand(terminal))
                .addSubcommand(new FeedbackCommand(terminal))
                .addSubcommand(new WatchCommand(terminal))
                .addSubcommand(new ReportCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(new AuditCommand(terminal))
                .addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new BrokerCommand(terminal))
                .addSubcommand(new TopologyCommand())
                .addSubcommand(new WorkerCommand(terminal))
                .addSubcommand(new DashboardCommand(environment))
                .addSubcommand(new CommandLine(new ModelsCommand())
                        .addSubcommand(new ShowModelCommand(terminal))
                        .addSubcommand(new PullModelCommand(terminal, environment))
                        .addSubcommand(new RandomModelCommand(terminal)))
                .addSubcommand(new CommandLine(new PromptsCommand())
                        .addSubcommand(new ListPromptsCommand(terminal))
                        .addSubcommand(new AddPromptsCommand(terminal))
                        .addSubcommand(new RemovePromptsCommand(terminal))
                        .addSubcommand(new UsePromptsCommand(terminal)))
                .addSubcommand(new TrainProjectionCommand(terminal, Version.number()))
                .addSubcommand(new TrainDemoCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new EnvironmentDefaults(environment))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setExecutionStrategy(top::execute)
                .setParameterExceptionHandler(top::usageError)
                .setExecutionExceptionHandler((thrown, command, parsed) -> top.failed(thrown));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command given");
    }

    private int execute(ParseResult parsed) {
        logs(parsed).apply();
        return new CommandLine.RunLast().execute(parsed);
    }

    private Logs logs(ParseResult parsed) {
        if (verbose) {
            return Logs.VERBOSE;
        }
        CommandLine last =
                parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        return last.getCommand() instanceof LoggedCommand ? Logs.SERVICE : Logs.QUIET;
    }

    private int usageError(ParameterException thrown, String[] arguments) {
        String command = thrown.getCommandLine().getCommandSpec().qualifiedName();
        String problem = String.valueOf(thrown.getMessage()).replaceFirst("^Error: ", "");
        terminal.err()
                .println(CommandFailure.usage("captionstream: " + problem, "See '" + command + " --help'")
                        .line());
        return ExitCode.USAGE;
    }

    private int failed(Exception thrown) {
        CommandFailure failure = ErrorLines.explain(thrown);
        terminal.err().println("captionstream: " + failure.line());
        if (verbose) {
            thrown.printStackTrace(terminal.err());
        }
        return failure.exitCode();
    }
}
