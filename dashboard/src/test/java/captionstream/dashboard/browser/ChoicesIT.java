package captionstream.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.dashboard.Samples;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Window, model and weighting: what is chosen is drawn in every panel, and stands in the address. */
class ChoicesIT extends BrowserCase {
    private static final Instant START = Instant.now().minusSeconds(60);

    @Test
    void theWindowSwitchChangesEveryResultWithTheArrowKeys() {
        PlantedResults.plant(shown.state());
        PlantedResults.plantMinute(shown.state(), START);
        Page page = shown.open();
        assertThat(shown.rows("#ranking")).hasSize(6);

        page.locator("#windows input[value=all]").focus();
        page.keyboard().press("ArrowRight");
        page.locator("#ranking th:has-text('Of a minute')").waitFor();

        assertThat(shown.rows("#ranking").get(0)).startsWith("1", PlantedResults.MINUTE, "99.00");
        assertThat(shown.rows("#scores")).contains(List.of("45.0 to 45.5", "9", "9"));
        assertThat(shown.rows("#compatibility")).containsExactly(List.of("1 Of a minute", "+27.00"));
        assertThat(page.locator("#pairs").innerText()).isEqualTo("Two prompts or more are compared here.");
        assertThat(page.locator("#best .caption").allInnerTexts()).containsExactly("An image of a of a minute");
        assertThat(page.locator("#covered").innerText()).startsWith("Images of ");
        assertThat(page.url()).endsWith("/#window=1m");
    }

    @Test
    void anAddressOpensWhatWasChosen() {
        PlantedResults.plant(shown.state());
        PlantedResults.plantMinute(shown.state(), START);
        Page page = shown.open("#window=1m");
        assertThat(shown.rows("#ranking").get(0)).contains(PlantedResults.MINUTE);
        assertThat(page.locator("#windows input[value='1m']").isChecked()).isTrue();

        page.reload();
        page.locator("#ranking th:has-text('Of a minute')").waitFor();

        assertThat(page.url()).endsWith("/#window=1m");
    }

    @Test
    void whatTheAddressNamesWronglyIsLeftAside() {
        PlantedResults.plant(shown.state());
        Page page = shown.open("#window=2d&weighting=%E0%A4%A&model=gone&other=1");

        assertThat(shown.rows("#ranking").get(0)).startsWith("1", PlantedResults.A, "27.00");
        assertThat(page.locator("#windows input[value=all]").isChecked()).isTrue();
        assertThat(page.locator("#weightings input[value=confidence]").isChecked())
                .isTrue();
    }

    @Test
    void choicesStayInTheAddressWhileAnImageIsOpen() {
        PlantedResults.plant(shown.state());
        shown.state().add(Samples.caption("apple", 0, 31.25, START).build(), START.toEpochMilli());
        Page page = shown.open("#weighting=raw");

        page.locator("#latest .id").click();
        page.locator("dialog[open] .side-by-side").waitFor();
        assertThat(page.url()).endsWith("/#weighting=raw&image=apple");

        page.keyboard().press("Escape");
        page.waitForURL(url -> url.endsWith("/#weighting=raw"));
        assertThat(shown.rows("#ranking").get(0)).startsWith("1", PlantedResults.A, "30.00");
    }

    @Test
    void theModelSwitchShowsAnotherModelsResults() {
        PlantedResults.plant(shown.state());
        PlantedResults.plantOtherModel(shown.state());
        Page page = shown.open();

        page.locator("#models").selectOption(PlantedResults.OTHER_MODEL);

        assertThat(shown.rows("#ranking").get(0)).startsWith("1", PlantedResults.C, "66.00");
        assertThat(page.locator("#scores").innerText()).isEqualTo("No caption has been scored here.");
        assertThat(page.url()).endsWith("/#model=sha256%3A0ther");
    }

    @Test
    void aWindowWithoutResultsSaysSo() {
        PlantedResults.plant(shown.state());
        Page page = shown.open("#window=1h");

        assertThat(page.locator("#covered").innerText()).isEqualTo("No image in such a window");
        assertThat(page.locator("#ranking").innerText()).isEqualTo("No prompt has been ranked here.");
    }

    @Test
    void aLaterWindowComesByItself() {
        PlantedResults.plant(shown.state());
        PlantedResults.plantMinute(shown.state(), START.minusSeconds(300));
        Page page = shown.open("#window=1m");
        assertThat(page.locator("#covered").innerText()).contains("ended 5 min ago");

        PlantedResults.plantMinute(shown.state(), START);
        page.locator("#covered:not(:has-text('ended'))").waitFor();

        assertThat(shown.rows("#ranking")).hasSize(2);
    }
}
