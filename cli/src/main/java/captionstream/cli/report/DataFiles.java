package captionstream.cli.report;

import captionstream.Caption;
import captionstream.CompatibilityCell;
import captionstream.ExtremeCaption;
import captionstream.PromptCompatibility;
import captionstream.PromptStatistics;
import captionstream.RankedPrompt;
import captionstream.cli.csv.CsvText;
import captionstream.cli.csv.SpreadsheetText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The numbers behind the figures, under the names that the paper's files have. */
final class DataFiles {
    private final Results results;
    private final RunStatistics statistics;
    private final PromptLabels labels;

    DataFiles(Results results, RunStatistics statistics) {
        this.results = results;
        this.statistics = statistics;
        this.labels = PromptLabels.of(statistics.prompts());
    }

    /** Contents by file name. */
    Map<String, String> all() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("scores.dat", scores());
        files.put("histogram.dat", ScoreBins.of(statistics.prompts()).table(labels));
        files.put("scatter.dat", scatter());
        files.put("compare.dat", compare());
        files.put("best_prompt.dat", bestPrompt());
        files.put("clipscore_3d.dat", scoreByLength());
        files.put("efficiency_score.dat", efficiency());
        files.put("mutual_matrix.csv", matrix(CompatibilityCell::getMean));
        files.put("mutual_matrix_centered.csv", matrix(CompatibilityCell::getCentred));
        files.put("mutual_matrix.dat", matrixPoints());
        files.put("entropy_weighted.dat", entropyWeighted());
        return files;
    }

    private String scores() {
        DatText table = new DatText("score", "control", "label");
        results.captions()
                .forEach(caption ->
                        table.row(caption.getClipScore(), caption.getControlScore(), labels.of(caption.getPrompt())));
        return table.text();
    }

    private String scatter() {
        DatText table = new DatText("tokens", "score", "label");
        results.captions()
                .forEach(caption ->
                        table.row(caption.getTokenCount(), caption.getClipScore(), labels.of(caption.getPrompt())));
        return table.text();
    }

    private String compare() {
        List<ExtremeCaption> best = statistics.extremes("best").getEntries();
        List<ExtremeCaption> worst = statistics.extremes("worst").getEntries();
        DatText table = new DatText("rank", "top_mean", "bottom_mean");
        for (int i = 0; i < best.size(); i++) {
            table.row(
                    best.get(i).getRank(),
                    best.get(i).getCumulativeMean(),
                    worst.get(i).getCumulativeMean());
        }
        return table.text();
    }

    private String bestPrompt() {
        DatText table = new DatText("Prompt", "Count", "label");
        statistics
                .prompts()
                .forEach(prompt -> table.row(prompt.getPrompt(), prompt.getWins(), labels.of(prompt.getPrompt())));
        return table.text();
    }

    private String scoreByLength() {
        DatText table = new DatText("label", "tokens", "mean_score", "count");
        for (List<Caption> captions : results.byPrompt()) {
            captions.stream()
                    .collect(Collectors.groupingBy(Caption::getTokenCount, TreeMap::new, Collectors.toList()))
                    .forEach((tokens, some) ->
                            table.row(labels.of(some.get(0).getPrompt()), tokens, mean(some), some.size()));
        }
        return table.text();
    }

    private static double mean(List<Caption> captions) {
        return captions.stream().mapToDouble(Caption::getClipScore).average().orElseThrow();
    }

    private String efficiency() {
        DatText table = new DatText("label", "mean", "std", "Prompt");
        for (PromptStatistics prompt : statistics.prompts()) {
            table.row(
                    labels.of(prompt.getPrompt()),
                    prompt.getEfficiency().getMean(),
                    prompt.getEfficiency().getStdDev(),
                    prompt.getPrompt());
        }
        return table.text();
    }

    private String matrix(Function<CompatibilityCell, Double> value) {
        List<String> prompts =
                statistics.prompts().stream().map(PromptStatistics::getPrompt).toList();
        List<String> header = new ArrayList<>(List.of("Prompt"));
        prompts.forEach(prompt -> header.add(SpreadsheetText.of(prompt)));
        CsvText csv = new CsvText(header);
        for (PromptCompatibility row : statistics.matrix()) {
            Stream<Object> cells = prompts.stream().map(prompt -> {
                CompatibilityCell cell = cell(row, prompt);
                return cell == null ? "" : (Object) value.apply(cell);
            });
            csv.row(Stream.concat(Stream.of(SpreadsheetText.of(row.getRowPrompt())), cells));
        }
        return csv.text();
    }

    /** The matrix as points, which PGFPlots' matrix plot wants; rows from the top down. */
    private String matrixPoints() {
        DatText table = new DatText("column", "row", "mean", "centered", "count");
        for (int row = 0; row < statistics.matrix().size(); row++) {
            for (int column = 0; column < statistics.prompts().size(); column++) {
                CompatibilityCell cell = cell(
                        statistics.matrix().get(row),
                        statistics.prompts().get(column).getPrompt());
                table.row(
                        column,
                        row,
                        cell == null ? null : (Double) cell.getMean(),
                        cell == null ? null : (Double) cell.getCentred(),
                        cell == null ? 0 : cell.getCount());
            }
        }
        return table.text();
    }

    private static @Nullable CompatibilityCell cell(PromptCompatibility row, String prompt) {
        return row.getCells().stream()
                .filter(cell -> cell.getPrompt().equals(prompt))
                .findFirst()
                .orElse(null);
    }

    private String entropyWeighted() {
        Map<String, RankedPrompt> saliency = statistics.ranking("saliency").getEntries().stream()
                .collect(Collectors.toMap(RankedPrompt::getPrompt, Function.identity()));
        DatText table = new DatText("label", "score", "normalized", "saliency_score", "saliency_normalized", "Prompt");
        statistics.ranking("confidence").getEntries().stream()
                .filter(entry -> saliency.containsKey(entry.getPrompt()))
                .sorted(Comparator.comparingInt(entry -> labels.prompts().indexOf(entry.getPrompt())))
                .forEach(entry -> {
                    RankedPrompt salient = saliency.get(entry.getPrompt());
                    table.row(
                            labels.of(entry.getPrompt()),
                            entry.getScore().getMean(),
                            entry.getNormalized(),
                            salient.getScore().getMean(),
                            salient.getNormalized(),
                            entry.getPrompt());
                });
        return table.text();
    }
}
