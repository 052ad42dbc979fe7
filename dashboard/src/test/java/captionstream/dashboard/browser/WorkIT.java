package captionstream.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.CaptionRequest;
import captionstream.StageTimings;
import captionstream.dashboard.Samples;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pipeline at work, with a history that is there as soon as the page is. */
class WorkIT extends BrowserCase {
    private static final Instant THEN = Instant.now().minusSeconds(600);

    @Test
    void thePastHourIsThereAtOnce() {
        request("a", 300);
        caption("a", new StageTimings(10.0, 20.0, 30.0, 40.0, 50.0));
        caption("b", new StageTimings(30.0, 40.0, 30.0, 40.0, 50.0));
        dead("corrupt_image");
        dead("corrupt_image");
        dead("invalid_uri");
        shown.state().workers(3);
        Page page = shown.open();

        assertThat(labels(page))
                .containsExactly(
                        "Seconds from event to caption: intake 0.30, waiting 1.53, fetch 0.02, decode 0.03,"
                                + " encode 0.03, generate 0.04, score 0.05.",
                        "Images in a batch: 2.0.",
                        "Workers alive: 3.0 on average.",
                        "Dead letters: Corrupt image 2, Invalid uri 1.");
        assertThat(page.locator("#work .reason-0").count()).isEqualTo(1);
        assertThat(page.locator("#work [class*=key-reason]").allInnerTexts())
                .containsExactly("Corrupt image", "Invalid uri");

        page.locator("#work summary").click();
        page.locator("#work tbody tr").first().waitFor();

        assertThat(shown.rows("#work"))
                .extracting(row -> row.subList(1, row.size()))
                .contains(List.of(
                        "0.300",
                        "1.530",
                        "0.020",
                        "0.030",
                        "0.030",
                        "0.040",
                        "0.050",
                        "2.0",
                        "–",
                        "Corrupt image 2, Invalid uri 1"));
    }

    @Test
    void withoutAnyWorkTheChartsSaySo() {
        Page page = shown.open();

        assertThat(labels(page))
                .containsExactly(
                        "Nothing was captioned.",
                        "Images in a batch: –.",
                        "Workers alive: – on average.",
                        "No dead letters.");
        assertThat(page.locator("#numbers .number:has-text('Workers') .value").innerText())
                .isEqualTo("–");
    }

    private static List<String> labels(Page page) {
        return page.locator("#work .chart").all().stream()
                .map(chart -> chart.getAttribute("aria-label"))
                .toList();
    }

    private void request(String image, long intakeMillis) {
        CaptionRequest request = CaptionRequest.newBuilder()
                .setImageId(image)
                .setUri("file:///images/" + image)
                .setPrompts(List.of("An image of"))
                .setPromptSet("default:1")
                .setEventTime(THEN.minusMillis(intakeMillis))
                .build();
        shown.state().add(request, THEN.toEpochMilli());
    }

    /** Two seconds after its event. */
    private void caption(String image, StageTimings timings) {
        shown.state()
                .add(
                        Samples.caption(image, 0, 25, THEN.minusSeconds(2))
                                .setTimings(timings)
                                .build(),
                        THEN.toEpochMilli());
    }

    private void dead(String reason) {
        shown.state().add(Samples.deadLetter("x", reason, "message", THEN), 0, 0, THEN.toEpochMilli());
    }
}
