package captionstream.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import captionstream.CompatibilityCell;
import captionstream.PromptCompatibility;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;

/** The compatibility matrix around a centre: numbers, and colours that are the stronger the further from it. */
record DrawnHeatMap(Page page) {
    private static final double LAST_DIGIT = 0.005001;

    /**
     * @param rows those that have cells
     * @param prompts all of them in their order
     */
    void assertShows(List<PromptCompatibility> rows, List<String> prompts, double centre) {
        List<List<String>> table = Drawn.rows(page, "#compatibility");
        List<Map<String, String>> squares = Drawn.marks(page, "#compatibility tbody td");
        double furthest = rows.stream()
                .flatMap(row -> row.getCells().stream())
                .mapToDouble(cell -> Math.abs(cell.getMean() - centre))
                .max()
                .orElseThrow();
        assertThat(table).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            PromptCompatibility row = rows.get(i);
            String number = Integer.toString(prompts.indexOf(row.getRowPrompt()) + 1);
            assertThat(table.get(i).get(0)).isEqualTo(number + " " + row.getRowPrompt());
            for (int j = 0; j < prompts.size(); j++) {
                double centred = mean(row, prompts.get(j)) - centre;
                assertSquare(squares.get(i * prompts.size() + j), centred, Math.abs(centred) / furthest);
            }
        }
    }

    private static void assertSquare(Map<String, String> square, double centred, double heat) {
        double shown = Double.parseDouble(square.get("text").replace('−', '-'));
        double shownHeat = Double.parseDouble(square.get("style").replaceAll("[^0-9.]", ""));
        assertThat(shown).isCloseTo(centred, within(LAST_DIGIT));
        assertThat(shownHeat).isCloseTo(heat, within(0.001));
        assertThat(square.get("class")).contains(centred < 0 ? "cold" : "warm");
    }

    private static double mean(PromptCompatibility row, String prompt) {
        return row.getCells().stream()
                .filter(cell -> cell.getPrompt().equals(prompt))
                .mapToDouble(CompatibilityCell::getMean)
                .findFirst()
                .orElseThrow();
    }
}
