package captionstream.cli.report;

import captionstream.Caption;
import java.util.List;
import java.util.stream.Stream;

/** {@code prompt_summary.csv}: the CLIP scores of each prompt; StdDev with n - 1, empty for a single caption. */
final class PromptSummaryCsv {
    private PromptSummaryCsv() {}

    static String of(Results results) {
        CsvText csv = new CsvText(List.of("Prompt", "MeanScore", "StdDev", "Count"));
        for (List<Caption> captions : results.byPrompt()) {
            ScoreSummary summary =
                    ScoreSummary.of(captions.stream().map(Caption::getClipScore).toList());
            Double deviation = summary.standardDeviation();
            csv.row(Stream.of(
                    SpreadsheetText.of(captions.get(0).getPrompt()),
                    summary.mean(),
                    deviation == null ? "" : deviation,
                    summary.count()));
        }
        return csv.text();
    }
}
