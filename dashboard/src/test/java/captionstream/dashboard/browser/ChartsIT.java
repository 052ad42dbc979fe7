package captionstream.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CompatibilityCell;
import captionstream.dashboard.Samples;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the charts draw, read back from their marks. */
class ChartsIT extends BrowserCase {
    private static final Instant NOW = Instant.now();

    @Test
    void aMatrixFarFromItsRecordedCentreIsCentredOnItsMeanWithTheRecordedOneAClickAway() {
        PlantedResults.plant(shown.state());
        shown.state().putCompatibility("b", null);
        shown.state()
                .putCompatibility(
                        "a",
                        Samples.compatibility(
                                PlantedResults.A,
                                List.of(cell(PlantedResults.A, 3, 74), cell(PlantedResults.B, 1, 70))));
        Page page = shown.open();
        assertThat(page.locator("#centres [aria-pressed=true]").innerText()).isEqualTo("Mean, 73.00");
        assertThat(shown.rows("#compatibility")).containsExactly(List.of("1 An image of", "+1.00", "−3.00"));

        page.locator("#centre-recorded").click();

        assertThat(shown.rows("#compatibility")).containsExactly(List.of("1 An image of", "+56.00", "+52.00"));
        assertThat(page.url()).endsWith("/#centre=recorded");
    }

    @Test
    void gaugesFollowTheScores() {
        caption("low", 41, 38.0);
        Page page = shown.open();
        page.locator("#latest .card").waitFor();
        assertThat(page.locator("#gauge-range").innerText()).isEqualTo("from 30 to 50");
        assertThat(dots(page)).containsExactly("52.3");

        caption("high", 72, 61.0);
        page.locator("#latest .id:has-text('high')").waitFor();

        assertThat(page.locator("#gauge-range").innerText()).isEqualTo("from 30 to 80");
        assertThat(dots(page)).containsExactly("77.2", "23.9");
    }

    private void caption(String image, double score, double control) {
        shown.state()
                .add(
                        Samples.caption(image, 0, score, NOW)
                                .setPromptCount(1)
                                .setControlScore(control)
                                .build(),
                        NOW.toEpochMilli());
    }

    /** Where the CLIP scores' dots stand, of 96 pixels with 5 at either end. */
    private static List<String> dots(Page page) {
        return page.locator("#latest .dot-clip").all().stream()
                .map((Locator dot) -> dot.getAttribute("cx"))
                .toList();
    }

    private static CompatibilityCell cell(String prompt, long count, double mean) {
        return new CompatibilityCell(prompt, count, mean, mean - 18);
    }
}
