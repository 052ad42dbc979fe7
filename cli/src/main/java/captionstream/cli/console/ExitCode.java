package captionstream.cli.console;

/** What the process tells its caller. */
public final class ExitCode {
    public static final int OK = 0;
    /** Something failed or was lost. */
    public static final int FAILED = 1;
    /** The command line makes no sense. */
    public static final int USAGE = 2;
    /** An input file, a server or the machine is not as the command needs it. */
    public static final int ENVIRONMENT = 3;

    private ExitCode() {}
}
