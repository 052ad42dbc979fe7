package captionstream.cli.report;

import captionstream.PromptStatistics;
import captionstream.ScoreHistogram;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The histograms of all prompts over the same bins.
 *
 * @param first the lower edge of the first bin, in widths
 * @param width of a bin
 * @param counts for each prompt, in display order, the captions in each bin
 */
record ScoreBins(long first, double width, List<long[]> counts) {
    /** @param prompts at least one, each with captions */
    static ScoreBins of(List<PromptStatistics> prompts) {
        List<ScoreHistogram> histograms =
                prompts.stream().map(PromptStatistics::getHistogram).toList();
        double width = histograms.get(0).getBinWidth();
        long first = histograms.stream().mapToLong(ScoreBins::start).min().orElseThrow();
        long end = histograms.stream()
                .mapToLong(histogram -> start(histogram) + histogram.getCounts().size())
                .max()
                .orElseThrow();
        return new ScoreBins(
                first,
                width,
                histograms.stream()
                        .map(histogram -> shifted(histogram, first, end))
                        .toList());
    }

    private static long start(ScoreHistogram histogram) {
        return Math.round(histogram.getLower() / histogram.getBinWidth());
    }

    private static long[] shifted(ScoreHistogram histogram, long first, long end) {
        long[] counts = new long[Math.toIntExact(end - first)];
        int shift = Math.toIntExact(start(histogram) - first);
        for (int i = 0; i < histogram.getCounts().size(); i++) {
            counts[shift + i] = histogram.getCounts().get(i);
        }
        return counts;
    }

    int size() {
        return counts.get(0).length;
    }

    double lower(int bin) {
        return (first + bin) * width;
    }

    String table(PromptLabels labels) {
        String[] header = new String[counts.size() + 1];
        header[0] = "lower";
        IntStream.range(0, counts.size()).forEach(i -> header[i + 1] = labels.at(i));
        DatText table = new DatText(header);
        for (int bin = 0; bin < size(); bin++) {
            Object[] row = new Object[header.length];
            row[0] = lower(bin);
            for (int i = 0; i < counts.size(); i++) {
                row[i + 1] = counts.get(i)[bin];
            }
            table.row(row);
        }
        return table.text();
    }
}
