package captionstream.cli;

import captionstream.cli.console.Terminal;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("ai.djl.pytorch.num_threads", "1");
        setUnlessSet("java.awt.headless", "true");
        Terminal terminal = Terminal.system();
        System.exit(CaptionstreamCommand.commandLine(terminal, System.getenv()).execute(arguments));
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
