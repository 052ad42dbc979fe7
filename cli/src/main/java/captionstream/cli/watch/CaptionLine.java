package captionstream.cli.watch;

import captionstream.Caption;
import captionstream.cli.console.Columns;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import java.util.Locale;

/** A caption for people: score, image, and the caption with its prompt set off. */
public final class CaptionLine {
    private static final int IMAGE_WIDTH = 24;

    private CaptionLine() {}

    public static String of(Caption caption, Terminal terminal) {
        String image = Columns.left(SafeText.oneLine(caption.getImageId()), IMAGE_WIDTH);
        return score(caption, terminal) + "  " + image + "  " + text(caption, terminal);
    }

    public static String withoutImage(Caption caption, Terminal terminal) {
        return score(caption, terminal) + againstReferences(caption) + "  " + text(caption, terminal);
    }

    private static String againstReferences(Caption caption) {
        Double score = caption.getRefClipScore();
        return score == null ? "" : String.format(Locale.ROOT, "  ref %6.2f", score);
    }

    private static String score(Caption caption, Terminal terminal) {
        return terminal.paint(
                isBlind(caption) ? Paint.BAD : Paint.GOOD, String.format(Locale.ROOT, "%6.2f", caption.getClipScore()));
    }

    /** Whether it fits another image as well as its own. */
    private static boolean isBlind(Caption caption) {
        Double grounding = caption.getGrounding();
        return grounding != null && grounding <= 0;
    }

    private static String text(Caption caption, Terminal terminal) {
        String whole = SafeText.oneLine(caption.getCaption());
        String prompt = SafeText.oneLine(caption.getPrompt());
        return whole.startsWith(prompt)
                ? terminal.paint(Paint.FAINT, prompt) + whole.substring(prompt.length())
                : whole;
    }
}
