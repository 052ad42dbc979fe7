package captionstream.cli.report;

import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The prompts of a run as the rows of an HTML table, each above what the paper published of it. */
final class PromptTable {
    private static final String NOTHING = "";

    private PromptTable() {}

    static String of(RunStatistics statistics) {
        Map<String, RankedPrompt> ranks = statistics.ranking("confidence").getEntries().stream()
                .collect(Collectors.toMap(RankedPrompt::getPrompt, Function.identity()));
        return row("", "th", "prompt", "CLIP", "± 95%", "std", "captions", "wins", "control", "weighted", "normalised")
                + statistics.prompts().stream()
                        .map(prompt -> ours(prompt, ranks.get(prompt.getPrompt())) + published(prompt.getPrompt()))
                        .collect(Collectors.joining());
    }

    private static String ours(PromptStatistics prompt, @Nullable RankedPrompt ranked) {
        return row(
                "",
                "td",
                prompt.getPrompt(),
                number(prompt.getClipScore().getMean()),
                halfWidth(
                        prompt.getClipScore().getCi95Low(),
                        prompt.getClipScore().getCi95High()),
                number(prompt.getClipScore().getStdDev()),
                String.valueOf(prompt.getClipScore().getCount()),
                String.valueOf(prompt.getWins()),
                number(prompt.getControlScore().getMean()),
                number(prompt.getEntropyWeightedScore().getMean()),
                ranked == null ? NOTHING : number(ranked.getNormalized()));
    }

    private static String published(String prompt) {
        return PublishedRun.of(prompt)
                .map(paper -> row(
                        " class=\"published\"",
                        "td",
                        "… in the paper",
                        number(paper.mean()),
                        NOTHING,
                        number(paper.standardDeviation()),
                        String.valueOf(paper.count()),
                        String.valueOf(paper.wins()),
                        NOTHING,
                        NOTHING,
                        number(paper.normalized())))
                .orElse("");
    }

    private static String halfWidth(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? NOTHING : number((high - low) / 2);
    }

    private static String number(@Nullable Double value) {
        return value == null ? NOTHING : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String row(String attributes, String element, String... cells) {
        return Arrays.stream(cells)
                .map(cell -> "<" + element + ">" + HtmlText.of(cell) + "</" + element + ">")
                .collect(Collectors.joining("", "<tr" + attributes + ">", "</tr>\n"));
    }
}
