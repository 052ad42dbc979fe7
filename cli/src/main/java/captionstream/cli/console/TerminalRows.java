package captionstream.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many rows the terminal of this process has now, as {@code stty} says; 24 where nobody can say. */
public final class TerminalRows implements IntSupplier {
    private static final int CLASSICAL = 24;
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4}) [0-9]+\\s*");

    @Override
    public int getAsInt() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return rows(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return CLASSICAL; // no such program or no such device, as on Windows
        }
    }

    /** @param size rows and columns, as {@code 50 132} */
    static int rows(String size) {
        Matcher matcher = SIZE.matcher(size);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : CLASSICAL;
    }
}
