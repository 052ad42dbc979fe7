package captionstream.cli.report;

import captionstream.PromptStatistics;
import captionstream.cli.csv.CsvText;
import captionstream.cli.csv.SpreadsheetText;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code prompt_summary.csv}: the CLIP scores of each prompt; StdDev with n - 1, empty for a single caption. */
final class PromptSummaryCsv {
    private PromptSummaryCsv() {}

    static String of(List<PromptStatistics> prompts) {
        CsvText csv = new CsvText(List.of("Prompt", "MeanScore", "StdDev", "Count"));
        prompts.forEach(prompt -> csv.row(Stream.of(
                SpreadsheetText.of(prompt.getPrompt()),
                prompt.getClipScore().getMean(),
                Objects.requireNonNullElse(prompt.getClipScore().getStdDev(), ""),
                prompt.getClipScore().getCount())));
        return csv.text();
    }
}
