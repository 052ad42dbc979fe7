package captionstream.endtoend;

import static captionstream.endtoend.Drawn.fixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.ExtremeCaption;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.IntStream;

/** The best and the worst captions, and their cumulative means as lines and as a table. */
record DrawnExtremes(Page page) {
    /** Points are written to a tenth of a pixel. */
    private static final double PIXELS = 0.06;

    /** @param scores CLIP scores of all captions that are ranked */
    void assertShows(List<ExtremeCaption> best, List<ExtremeCaption> worst, List<Double> scores) {
        assertEnd(
                "best",
                best,
                scores.stream().sorted((a, b) -> Double.compare(b, a)).toList());
        assertEnd("worst", worst, scores.stream().sorted().toList());
        assertThat(Drawn.rows(page, "#cumulative"))
                .containsExactlyElementsOf(IntStream.range(0, best.size())
                        .mapToObj(i -> List.of(Integer.toString(i + 1), mean(best.get(i)), mean(worst.get(i))))
                        .toList());
    }

    private void assertEnd(String end, List<ExtremeCaption> entries, List<Double> ordered) {
        assertThat(entries).extracting(ExtremeCaption::getClipScore).containsExactlyElementsOf(ordered);
        assertThat(page.locator("#" + end + " .caption").allTextContents())
                .containsExactlyElementsOf(
                        entries.stream().map(ExtremeCaption::getCaption).toList());
        assertThat(page.locator("#" + end + " .clip").allTextContents())
                .containsExactlyElementsOf(
                        ordered.stream().map(score -> fixed(score, 1)).toList());
        assertLine(end, ordered);
    }

    /** @param ordered the scores, the most extreme first */
    private void assertLine(String end, List<Double> ordered) {
        DrawnAxis ranks = DrawnAxis.across(page, "#cumulative figure");
        DrawnAxis means = DrawnAxis.upwards(page, "#cumulative figure");
        String[] points = Drawn.marks(page, "#cumulative ." + end + "-line")
                .get(0)
                .get("points")
                .split(" ");
        assertThat(points).hasSameSizeAs(ordered);
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += ordered.get(i);
            String[] point = points[i].split(",");
            assertThat(Double.parseDouble(point[0])).isCloseTo(ranks.placeOf(i + 1), within(PIXELS));
            assertThat(Double.parseDouble(point[1])).isCloseTo(means.placeOf(sum / (i + 1)), within(PIXELS));
        }
    }

    private static String mean(ExtremeCaption entry) {
        return fixed(entry.getCumulativeMean(), 2);
    }
}
