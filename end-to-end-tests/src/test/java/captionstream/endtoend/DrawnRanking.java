package captionstream.endtoend;

import static captionstream.endtoend.Drawn.fixed;
import static captionstream.endtoend.Drawn.marks;
import static captionstream.endtoend.Drawn.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.Moments;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** Prompts in their order, each with its confidence interval on an axis that all share. */
record DrawnRanking(Page page) {
    /** Places are written to a hundredth of a per cent. */
    private static final double PER_CENT = 0.05;

    void assertShows(PromptRanking ranking) {
        List<RankedPrompt> entries = ranking.getEntries();
        assertThat(Drawn.rows(page, "#ranking"))
                .containsExactlyElementsOf(
                        entries.stream().map(DrawnRanking::row).toList());
        assertThat(page.locator("#ranking .footnote").textContent()).contains(ranking.getImages() + " images");
        assertIntervals(entries);
    }

    private static List<String> row(RankedPrompt entry) {
        Moments score = entry.getScore();
        return List.of(
                Integer.toString(entry.getRank()),
                entry.getPrompt(),
                fixed(score.getMean(), 2),
                isInterval(score) ? "± " + fixed((score.getCi95High() - score.getCi95Low()) / 2, 2) : "–",
                Long.toString(entry.getWins()));
    }

    /** One image has none. */
    private static boolean isInterval(Moments score) {
        return score.getCi95Low() != null;
    }

    /** The means of the first and of the last give the axis. */
    private void assertIntervals(List<RankedPrompt> entries) {
        List<Map<String, String>> means = marks(page, "#ranking .mean");
        List<Map<String, String>> bars = marks(page, "#ranking .interval-bar");
        int last = entries.size() - 1;
        DrawnAxis axis = DrawnAxis.through(
                entries.get(0).getScore().getMean(), number(means.get(0), "cx"),
                entries.get(last).getScore().getMean(), number(means.get(last), "cx"));
        for (int i = 0; i <= last; i++) {
            double mean = entries.get(i).getScore().getMean();
            assertThat(number(means.get(i), "cx")).isCloseTo(axis.placeOf(mean), within(PER_CENT));
        }
        List<Moments> intervals = entries.stream()
                .map(RankedPrompt::getScore)
                .filter(DrawnRanking::isInterval)
                .toList();
        assertThat(bars).hasSameSizeAs(intervals);
        for (int i = 0; i < bars.size(); i++) {
            double left = number(bars.get(i), "x");
            double right = left + number(bars.get(i), "width");
            assertThat(left).isCloseTo(axis.placeOf(intervals.get(i).getCi95Low()), within(PER_CENT));
            assertThat(right).isCloseTo(axis.placeOf(intervals.get(i).getCi95High()), within(PER_CENT));
        }
    }
}
