package captionstream.cli.watch;

import captionstream.Moments;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import captionstream.cli.console.Columns;
import captionstream.cli.console.Paint;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A ranking for people. */
public final class RankingTable {
    private static final int WIDEST_PROMPT = 40;
    private static final int MODEL_CHARACTERS = 19;

    private RankingTable() {}

    public static List<String> of(PromptRanking ranking, Terminal terminal) {
        int width = ranking.getEntries().stream()
                .mapToInt(entry -> SafeText.oneLine(entry.getPrompt()).length())
                .max()
                .orElse(0);
        int promptWidth = Math.max("prompt".length(), Math.min(width, WIDEST_PROMPT));
        List<String> lines = new ArrayList<>();
        lines.add(terminal.paint(Paint.STRONG, title(ranking)));
        lines.add(terminal.paint(
                Paint.FAINT,
                "rank  " + Columns.left("prompt", promptWidth)
                        + "   score   95% ±   normalized    CLIP   control   wins"));
        ranking.getEntries().forEach(entry -> lines.add(painted(entry, row(entry, promptWidth), terminal)));
        return lines;
    }

    private static String title(PromptRanking ranking) {
        String window = ranking.getWindow() == null
                ? ""
                : ", " + ranking.getWindow() + " from " + ranking.getWindowStart() + " on";
        return SafeText.oneLine("Prompts by mean " + score(ranking.getWeighting()) + window + ": "
                + ranking.getImages() + " images, " + ranking.getCompleteImages() + " complete, model "
                + Columns.cut(ranking.getModel(), MODEL_CHARACTERS));
    }

    private static String score(String weighting) {
        return switch (weighting) {
            case "confidence" -> "entropy-weighted score";
            case "saliency" -> "saliency-weighted score";
            case "raw" -> "CLIP score";
            default -> weighting;
        };
    }

    private static String row(RankedPrompt entry, int promptWidth) {
        return String.format(
                Locale.ROOT,
                "%4d  %s  %6s  %6s  %11.4f  %6.2f  %8s  %5d",
                entry.getRank(),
                Columns.left(SafeText.oneLine(entry.getPrompt()), promptWidth),
                decimals(entry.getScore().getMean()),
                decimals(halfInterval(entry.getScore())),
                entry.getNormalized(),
                entry.getMeanClipScore(),
                decimals(entry.getMeanControlScore()),
                entry.getWins());
    }

    private static String painted(RankedPrompt entry, String row, Terminal terminal) {
        return entry.getRank() == 1 ? terminal.paint(Paint.GOOD, row) : row;
    }

    private static @Nullable Double halfInterval(Moments moments) {
        Double low = moments.getCi95Low();
        Double high = moments.getCi95High();
        return low == null || high == null ? null : (high - low) / 2;
    }

    private static String decimals(@Nullable Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.2f", value);
    }
}
