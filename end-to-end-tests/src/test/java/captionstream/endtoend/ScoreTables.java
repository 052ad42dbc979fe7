package captionstream.endtoend;

import static captionstream.endtoend.Drawn.fixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.Caption;
import captionstream.PromptStatistics;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/** The tables below the histograms and below token counts against scores, held against captions column by column. */
record ScoreTables(Page page) {
    /** The page keeps scores to two decimals before it takes means of them. */
    private static final double TWO_ROUNDINGS = 0.010001;

    /** Of the histograms' bins. */
    double binWidth() {
        List<String> edges = edges(Drawn.rows(page, "#scores").get(0));
        return Double.parseDouble(edges.get(1)) - Double.parseDouble(edges.get(0));
    }

    void assertHistogram(int column, List<Caption> captions) {
        List<List<String>> table = Drawn.rows(page, "#scores");
        List<List<String>> bins = table.subList(0, table.size() - 2);
        assertThat(bins.stream()
                        .mapToInt(row -> Integer.parseInt(row.get(column)))
                        .sum())
                .isEqualTo(captions.size());
        for (List<String> row : bins) {
            double low = Double.parseDouble(edges(row).get(0));
            double high = Double.parseDouble(edges(row).get(1));
            long within = captions.stream()
                    .filter(caption -> caption.getClipScore() >= low && caption.getClipScore() < high)
                    .count();
            assertThat(row.get(column)).as(row.get(0)).isEqualTo(Long.toString(within));
        }
    }

    void assertMeans(int column, PromptStatistics prompt) {
        List<List<String>> table = Drawn.rows(page, "#scores");
        assertThat(table.get(table.size() - 2).get(column))
                .isEqualTo(fixed(prompt.getClipScore().getMean(), 2));
        assertThat(table.get(table.size() - 1).get(column))
                .isEqualTo(fixed(prompt.getControlScore().getMean(), 2));
    }

    void assertLengths(int column, List<Caption> captions) {
        List<List<String>> table = new ArrayList<>(Drawn.rows(page, "#lengths"));
        table.remove(table.size() - 1);
        assertThat(table)
                .extracting(row -> Integer.valueOf(row.get(0)))
                .containsAll(captions.stream().map(Caption::getTokenCount).toList());
        for (List<String> row : table) {
            List<Caption> ofLength = captions.stream()
                    .filter(caption -> caption.getTokenCount() == Integer.parseInt(row.get(0)))
                    .toList();
            if (ofLength.isEmpty()) {
                assertThat(row.get(column)).isEmpty();
            } else {
                assertThat(row.get(column)).startsWith(ofLength.size() + ", mean ");
                assertThat(Double.parseDouble(row.get(column).replaceFirst(".*mean ", "")))
                        .isCloseTo(mean(ofLength), within(TWO_ROUNDINGS));
            }
        }
    }

    void assertCorrelation(int column, PromptStatistics prompt) {
        List<List<String>> table = Drawn.rows(page, "#lengths");
        Double r = prompt.getTokenClipCorrelation();
        assertThat(table.get(table.size() - 1).get(column)).isEqualTo(r == null ? "–" : fixed(r, 2));
    }

    private static List<String> edges(List<String> row) {
        return List.of(row.get(0).split(" to "));
    }

    static double mean(List<Caption> captions) {
        return captions.stream().mapToDouble(Caption::getClipScore).average().orElseThrow();
    }
}
