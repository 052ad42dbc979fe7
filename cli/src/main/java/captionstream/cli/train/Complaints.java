package captionstream.cli.train;

import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import java.util.function.Consumer;

/** Shows the first few complaints, and counts the rest. */
final class Complaints implements Consumer<String>, AutoCloseable {
    private static final int SHOWN = 10;

    private final Terminal terminal;
    private int count;

    Complaints(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void accept(String complaint) {
        if (++count <= SHOWN) {
            terminal.err().println("left out: " + SafeText.oneLine(complaint));
        }
    }

    @Override
    public void close() {
        if (count > SHOWN) {
            terminal.err().println("left out: " + (count - SHOWN) + " more");
        }
    }
}
