package captionstream.cli.watch;

import captionstream.DeadLetter;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.schemas.RecordPosition;

/** A dead letter for people: reason, what it was about, what happened; then where and in which attempt. */
public final class DeadLetterLine {
    private DeadLetterLine() {}

    public static String of(DeadLetter letter, Terminal terminal) {
        return terminal.paint(Paint.BAD, SafeText.oneLine(letter.getReason())) + "  "
                + SafeText.oneLine(subject(letter)) + "  " + SafeText.oneLine(letter.getMessage()) + "  "
                + terminal.paint(Paint.FAINT, SafeText.oneLine(origin(letter)));
    }

    private static String origin(DeadLetter letter) {
        String attempt = letter.getAttempts() > 1 ? ", attempt " + letter.getAttempts() : "";
        return "[" + letter.getStage() + ", " + position(letter) + attempt + "]";
    }

    private static String subject(DeadLetter letter) {
        if (letter.getImageId() != null) {
            return letter.getImageId();
        }
        return position(letter);
    }

    private static String position(DeadLetter letter) {
        return new RecordPosition(letter.getTopic(), letter.getPartition(), letter.getOffset()).toString();
    }
}
