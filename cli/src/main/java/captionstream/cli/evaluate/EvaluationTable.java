package captionstream.cli.evaluate;

import captionstream.cli.console.Columns;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.worker.evaluate.BleuScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An evaluation for people. */
final class EvaluationTable {
    private static final int WIDEST_PROMPT = 40;
    private static final int MODEL_CHARACTERS = 19;

    private EvaluationTable() {}

    static List<String> of(Evaluation evaluation, Terminal terminal) {
        int widest = evaluation.prompts().stream()
                .mapToInt(prompt -> SafeText.oneLine(prompt.name()).length())
                .max()
                .orElse(0);
        int width = Math.max(Evaluation.ALL_PROMPTS.length(), Math.min(widest, WIDEST_PROMPT));
        List<String> lines = new ArrayList<>();
        lines.add(terminal.paint(
                Paint.FAINT,
                Columns.left("prompt", width)
                        + "  captions    CLIP  control  grounding  RefCLIP  BLEU-1  BLEU-2  BLEU-3  BLEU-4  CIDEr-D"
                        + "  exact"));
        evaluation.prompts().forEach(prompt -> lines.add(row(prompt, width)));
        if (evaluation.prompts().size() > 1) {
            lines.add(terminal.paint(Paint.STRONG, row(evaluation.overall(), width)));
        }
        lines.add(summary(evaluation));
        return lines;
    }

    private static String row(PromptFigures figures, int width) {
        BleuScores bleu = figures.quality().bleu();
        return String.format(
                Locale.ROOT,
                "%s  %8d  %6.2f  %7s  %9s  %7s  %6.4f  %6.4f  %6.4f  %6.4f  %7.4f  %5d",
                Columns.left(SafeText.oneLine(figures.name()), width),
                figures.quality().captions(),
                figures.clipScore(),
                decimals(figures.controlScore()),
                decimals(figures.grounding()),
                decimals(figures.refClipScore()),
                bleu.bleu1(),
                bleu.bleu2(),
                bleu.bleu3(),
                bleu.bleu4(),
                figures.quality().ciderD(),
                figures.quality().exact());
    }

    private static String summary(Evaluation evaluation) {
        String summary = evaluation.images() + " images";
        summary +=
                evaluation.failed().isEmpty() ? "" : ", " + evaluation.failed().size() + " could not be captioned";
        summary += evaluation.leftOut() == 0 ? "" : ", " + evaluation.leftOut() + " left out";
        return SafeText.oneLine(summary + ", model " + Columns.cut(evaluation.model(), MODEL_CHARACTERS) + ", "
                + evaluation.decoding());
    }

    private static String decimals(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }
}
