package captionstream.cli.console;

import java.util.function.Consumer;

/** Says what a command leaves out and why, a line each, and counts it. For one thread. */
public final class LeftOut implements Consumer<String> {
    private final Terminal terminal;
    private int count;

    public LeftOut(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(String complaint) {
        count++;
        terminal.err().println("left out: " + SafeText.oneLine(complaint));
    }

    public int count() {
        return count;
    }
}
