package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Token counts against CLIP scores as cells, read by the numbers at both axes. */
record DrawnDensity(Page page, String figure) {
    /** Between two cells. */
    private static final double GAP = 1;

    /** A score on the edge of two cells is in the upper one. */
    private static final double BARELY = 1e-6;

    /** The page keeps scores to two decimals. */
    void assertShows(List<Caption> captions) {
        DrawnAxis tokens = DrawnAxis.across(page, figure);
        DrawnAxis scores = DrawnAxis.upwards(page, figure);
        List<Map<String, String>> cells = Drawn.marks(page, figure + " .density");
        Map<Map<String, String>, Long> found = new HashMap<>();
        for (Caption caption : captions) {
            double x = tokens.placeOf(caption.getTokenCount());
            double y = scores.placeOf(Math.rint(caption.getClipScore() * 100) / 100 + BARELY);
            cells.stream()
                    .filter(cell -> covers(cell, "x", "width", x) && covers(cell, "y", "height", y))
                    .forEach(cell -> found.merge(cell, 1L, Long::sum));
        }
        assertThat(found.keySet()).hasSameSizeAs(cells);
        assertThat(found)
                .allSatisfy((cell, count) -> assertThat(cell.get("data-count")).isEqualTo(count.toString()));
    }

    private static boolean covers(Map<String, String> cell, String side, String length, double place) {
        double start = Drawn.number(cell, side);
        return place >= start && place < start + Drawn.number(cell, length) + GAP;
    }
}
