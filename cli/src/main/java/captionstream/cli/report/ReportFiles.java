package captionstream.cli.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;

/** Every file of a report. The same captions give the same bytes; of the pictures, on machines with the same fonts. */
final class ReportFiles {
    private ReportFiles() {}

    /**
     * Contents by file name.
     *
     * @param centre subtracted from the means of the compatibility matrix
     */
    static Map<String, byte[]> of(Results results, double centre) {
        RunStatistics statistics = RunStatistics.of(results, centre);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("results.csv", utf8(ResultsCsv.of(results)));
        files.put("prompt_summary.csv", utf8(PromptSummaryCsv.of(statistics.prompts())));
        new DataFiles(results, statistics).all().forEach((name, content) -> files.put(name, utf8(content)));
        Map<Figure, byte[]> pictures = new LinkedHashMap<>();
        for (Figure figure : figures(results, statistics)) {
            pictures.put(figure, png(figure));
            files.put(figure.name() + ".png", pictures.get(figure));
            files.put(figure.name() + ".tex", utf8(figure.tex()));
        }
        files.put(Report.PAGE, utf8(new HtmlReport(results, statistics).page(pictures)));
        return files;
    }

    /** Without a matrix while no image belongs to a prompt. */
    private static List<Figure> figures(Results results, RunStatistics statistics) {
        PromptLabels labels = PromptLabels.of(statistics.prompts());
        List<Figure> figures = new ArrayList<>();
        figures.add(new ScoreHistogramFigure(ScoreBins.of(statistics.prompts()), labels));
        figures.add(new TokenCountFigure(results, labels));
        figures.add(new ExtremesFigure(statistics.extremes("best"), statistics.extremes("worst")));
        if (!statistics.matrix().isEmpty()) {
            figures.add(new CompatibilityFigure(statistics.matrix(), labels));
        }
        figures.add(new RankingFigure(statistics.ranking("confidence"), labels));
        return figures;
    }

    private static byte[] png(Figure figure) {
        try {
            return BitmapEncoder.getBitmapBytes(figure.chart(), BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
