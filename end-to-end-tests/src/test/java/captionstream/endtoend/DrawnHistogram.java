package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.Caption;
import com.microsoft.playwright.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A histogram of CLIP scores with that of control scores behind it, read by the two means that are marked on it.
 *
 * @param bin width in scores
 */
record DrawnHistogram(Page page, String figure, double bin) {
    /** Points are written to a tenth of a pixel. */
    private static final double PIXELS = 0.11;

    void assertShows(List<Caption> captions) {
        List<Double> clip = captions.stream().map(Caption::getClipScore).toList();
        List<Double> control = captions.stream()
                .filter(caption -> caption.getControlScore() != null)
                .map(Caption::getControlScore)
                .toList();
        DrawnAxis scores = DrawnAxis.through(mean(clip), marker("clip"), mean(control), marker("control"));
        double area = assertBars(scores, clip);
        assertOutline(
                scores,
                control.stream().map(score -> Math.rint(score * 100) / 100).toList(),
                area);
    }

    /** Returns the sum of their heights. */
    private double assertBars(DrawnAxis scores, List<Double> clip) {
        List<Map<String, String>> bars = Drawn.marks(page, figure + " rect.bar");
        List<Long> counts = bars.stream()
                .map(bar -> count(clip, scores.valueAt(Drawn.number(bar, "x"))))
                .toList();
        double[] heights =
                bars.stream().mapToDouble(bar -> Drawn.number(bar, "height")).toArray();
        double each = heights[0] / counts.get(0);
        assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(clip.size());
        for (int i = 0; i < heights.length; i++) {
            assertThat(heights[i]).isCloseTo(each * counts.get(i), within(1e-6));
        }
        return Arrays.stream(heights).sum();
    }

    /** Its steps have the same area as the bars; the page keeps control scores to two decimals. */
    private void assertOutline(DrawnAxis scores, List<Double> control, double area) {
        double[][] points = Stream.of(Drawn.marks(page, figure + " .control-bars")
                        .get(0)
                        .get("points")
                        .split(" "))
                .map(point -> Stream.of(point.split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
        int steps = (points.length - 2) / 2;
        assertThat(IntStream.range(0, steps)
                        .mapToLong(i -> count(control, scores.valueAt(points[1 + 2 * i][0])))
                        .sum())
                .isEqualTo(control.size());
        for (int i = 0; i < steps; i++) {
            double[] step = points[1 + 2 * i];
            double expected = area * count(control, scores.valueAt(step[0])) / control.size();
            assertThat(points[0][1] - step[1]).isCloseTo(expected, within(2 * PIXELS));
        }
    }

    private double marker(String kind) {
        return Drawn.number(Drawn.marks(page, figure + " .marker-" + kind).get(0), "x1");
    }

    /** Of the bin that begins near there; bins begin at tenths. */
    private long count(List<Double> scores, double near) {
        double edge = Math.rint(near * 10) / 10;
        return scores.stream()
                .filter(score -> score >= edge && score < edge + bin)
                .count();
    }

    private static double mean(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
