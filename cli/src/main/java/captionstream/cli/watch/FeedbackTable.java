package captionstream.cli.watch;

import captionstream.PromptFeedback;
import captionstream.RatedPrompt;
import captionstream.cli.console.Columns;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people think of the prompts, for people. */
final class FeedbackTable {
    private static final int PROMPT_WIDTH = 40;
    private static final int MODEL_CHARACTERS = 19;

    private FeedbackTable() {}

    static List<String> of(PromptFeedback feedback, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        lines.add(terminal.paint(
                Paint.STRONG,
                SafeText.oneLine(
                        "Prompts by mean rating, model " + Columns.cut(feedback.getModel(), MODEL_CHARACTERS))));
        lines.add(terminal.paint(
                Paint.FAINT, Columns.left("prompt", PROMPT_WIDTH) + "  ratings    mean    CLIP  weighted"));
        feedback.getEntries().forEach(entry -> lines.add(row(entry)));
        lines.add("rank correlation over " + feedback.getPromptsCompared() + " prompts: CLIP "
                + number(feedback.getClipScoreCorrelation()) + ", entropy-weighted "
                + number(feedback.getEntropyWeightedScoreCorrelation()));
        return lines;
    }

    private static String row(RatedPrompt entry) {
        return String.format(
                Locale.ROOT,
                "%s  %7d  %6s  %6s  %8s",
                Columns.left(SafeText.oneLine(entry.getPrompt()), PROMPT_WIDTH),
                entry.getRatings(),
                number(entry.getMeanRating()),
                number(entry.getMeanClipScore()),
                number(entry.getMeanEntropyWeightedScore()));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }
}
