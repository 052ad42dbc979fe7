package captionstream.cli.console;

import org.jspecify.annotations.Nullable;

/** Ends a command with one line for people: what went wrong and why, then what to do about it. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String remedy;

    private CommandFailure(int exitCode, String problem, String remedy, @Nullable Throwable cause) {
        super(problem, cause);
        this.exitCode = exitCode;
        this.remedy = remedy;
    }

    /** @param remedy what to do, as a sentence; empty where nothing is known to help */
    public static CommandFailure failed(String problem, String remedy) {
        return new CommandFailure(ExitCode.FAILED, problem, remedy, null);
    }

    public static CommandFailure usage(String problem, String remedy) {
        return new CommandFailure(ExitCode.USAGE, problem, remedy, null);
    }

    public static CommandFailure environment(String problem, String remedy) {
        return new CommandFailure(ExitCode.ENVIRONMENT, problem, remedy, null);
    }

    public CommandFailure causedBy(Throwable cause) {
        return new CommandFailure(exitCode, problem(), remedy, cause);
    }

    public int exitCode() {
        return exitCode;
    }

    public String problem() {
        return String.valueOf(getMessage());
    }

    /** The whole line, without control characters. */
    public String line() {
        String stop = problem().matches("(?s).*[.?!]") ? " " : ". ";
        String text = remedy.isEmpty() ? problem() : problem() + stop + remedy;
        return SafeText.oneLine(text);
    }
}
