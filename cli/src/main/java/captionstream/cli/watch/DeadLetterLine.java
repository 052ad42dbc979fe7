package captionstream.cli.watch;

import captionstream.DeadLetter;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;

/** A dead letter for people: reason, what it was about, what happened. */
public final class DeadLetterLine {
    private DeadLetterLine() {}

    public static String of(DeadLetter letter, Terminal terminal) {
        return terminal.paint(Paint.BAD, SafeText.oneLine(letter.getReason())) + "  "
                + SafeText.oneLine(subject(letter)) + "  " + SafeText.oneLine(letter.getMessage());
    }

    private static String subject(DeadLetter letter) {
        if (letter.getImageId() != null) {
            return letter.getImageId();
        }
        return letter.getTopic() + "-" + letter.getPartition() + "@" + letter.getOffset();
    }
}
