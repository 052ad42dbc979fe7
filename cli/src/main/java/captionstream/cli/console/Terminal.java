package captionstream.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to {@code out}, everything else to {@code err}, both in UTF-8.
 *
 * <p>Java cannot ask whether one stream is a terminal, so the launcher says it in {@code captionstream.stdout} and
 * {@code captionstream.stderr}.
 *
 * @param redraws whether what was written to {@code out} can be written over
 */
public record Terminal(
        PrintStream out,
        PrintStream err,
        boolean outIsInteractive,
        boolean errIsInteractive,
        boolean coloured,
        boolean redraws) {

    public static Terminal system() {
        boolean outIsInteractive = "terminal".equals(System.getProperty("captionstream.stdout"));
        boolean errIsInteractive = "terminal".equals(System.getProperty("captionstream.stderr"));
        boolean colourRefused = System.getenv().getOrDefault("NO_COLOR", "").length() > 0;
        boolean obeys = outIsInteractive && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                outIsInteractive,
                errIsInteractive,
                obeys && !colourRefused,
                obeys);
    }

    /** A terminal that is none: plain text into two streams. */
    public static Terminal plain(PrintStream out, PrintStream err) {
        return new Terminal(out, err, false, false, false, false);
    }

    public String paint(Paint paint, String text) {
        return coloured ? paint.sequence() + text + Paint.RESET : text;
    }

    /** Whether whoever read our results has gone, as {@code head} does. */
    public boolean readerHasLeft() {
        return out.checkError();
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
