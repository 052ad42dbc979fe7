package captionstream.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CompatibilityCell;
import captionstream.dashboard.Samples;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    @Test
    void tokenCountsStandAgainstClipScoresPromptByPrompt() {
        PlantedResults.plant(shown.state());
        point(PlantedResults.A, 7, 30.7, 18, NOW);
        point(PlantedResults.A, 7, 30.8, 18, NOW);
        point(PlantedResults.A, 9, 20.5, 18, NOW);
        point(PlantedResults.B, 8, 25.5, 18, NOW);
        Page page = shown.open();

        assertThat(shown.rows("#lengths"))
                .containsExactly(
                        List.of("7", "2, mean 30.75", "2, mean 30.75", ""),
                        List.of("8", "1, mean 25.50", "", "1, mean 25.50"),
                        List.of("9", "1, mean 20.50", "1, mean 20.50", ""),
                        List.of("Pearson's r", "", "–", "–"));
        assertThat(page.locator("#lengths figure").count()).isEqualTo(3);
        assertThat(counts(page.locator("#lengths figure").first())).containsExactlyInAnyOrder("1", "1", "2");
        assertThat(counts(page.locator("#lengths figure").last())).containsExactly("1");
        assertThat(page.locator("#lengths .chart").first().getAttribute("aria-label"))
                .isEqualTo("4 captions of 7 to 9 tokens by CLIP score.");
    }

    @Test
    void tokenCountsAreThoseOfTheWindowAndGrowLive() {
        PlantedResults.plant(shown.state());
        PlantedResults.plantMinute(shown.state(), NOW.minusSeconds(60));
        point(PlantedResults.A, 7, 30.5, 18, NOW.minusSeconds(61));
        point(PlantedResults.A, 8, 30.5, 18, NOW.minusSeconds(59));
        Page page = shown.open("#window=1m");
        assertThat(shown.rows("#lengths").get(0)).containsExactly("8", "1, mean 30.50", "1, mean 30.50");

        point(PlantedResults.A, 9, 32, 18, NOW.minusSeconds(10));
        page.locator("#lengths th:text-is('9')").waitFor(attached());

        assertThat(shown.rows("#lengths")).extracting(row -> row.get(0)).containsExactly("8", "9", "Pearson's r");
    }

    @Test
    void theControlScoresStandBehindTheClipScoresOnTheSameAxis() {
        PlantedResults.plant(shown.state());
        point(PlantedResults.A, 7, 30.5, 18.2, NOW);
        point(PlantedResults.A, 7, 30.5, 18.3, NOW);
        point(PlantedResults.A, 7, 30.5, 18.6, NOW);
        Page page = shown.open();

        Locator ofA = page.locator("#scores .each figure").first();
        assertThat(ofA.locator(".control-bars").count()).isEqualTo(1);
        assertThat(heights(ofA.locator(".control-bars"))).containsExactly(2.0, 1.0);
        assertThat(page.locator("#scores .each figure")
                        .nth(1)
                        .locator(".control-bars")
                        .count())
                .isZero();
    }

    private void point(String prompt, int tokens, double score, double control, Instant time) {
        shown.state()
                .add(
                        Samples.caption("image", 0, score, time)
                                .setPrompt(prompt)
                                .setTokenCount(tokens)
                                .setControlScore(control)
                                .build(),
                        time.toEpochMilli());
    }

    private static List<String> counts(Locator figure) {
        return figure.locator(".density").all().stream()
                .map(cell -> cell.getAttribute("data-count"))
                .toList();
    }

    /** Heights of an outline's steps above its floor, as multiples of the lowest. */
    private static List<Double> heights(Locator outline) {
        List<Double> y = Stream.of(outline.getAttribute("points").split(" "))
                .map(point -> Double.valueOf(point.split(",")[1]))
                .toList();
        double floor = y.get(0);
        List<Double> steps = IntStream.range(0, (y.size() - 2) / 2)
                .mapToObj(i -> floor - y.get(1 + 2 * i))
                .toList();
        double lowest = Collections.min(steps);
        return steps.stream().map(step -> Math.rint(step / lowest * 10) / 10).toList();
    }

    /** Tables stand in the page also while they are folded up. */
    private static WaitForOptions attached() {
        return new WaitForOptions().setState(WaitForSelectorState.ATTACHED);
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
