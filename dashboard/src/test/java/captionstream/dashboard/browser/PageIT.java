package captionstream.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.dashboard.Samples;
import com.microsoft.playwright.Page;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageIT extends BrowserCase {
    private static final String MARKUP =
            "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
    private static final Instant NOW = Instant.now();

    private long letters;

    @Test
    void aNewCaptionAppearsWithoutReloading() {
        Page page = shown.open();
        assertThat(page.locator("#latest").innerText()).contains("Nothing has been captioned yet");

        caption("apple", 0, 31.25);
        caption("apple", 1, 32.5);

        page.locator("#latest .won").waitFor();
        assertThat(shown.rows("#latest table").get(0)).contains("32.5", "18.5");
        assertThat(page.locator("#latest .id").allInnerTexts()).containsExactly("apple");
    }

    @Test
    void theWeightingSwitchOrdersThePromptsAnew() {
        PlantedResults.plant(shown.state());
        Page page = shown.open();
        assertThat(ranked(page)).containsExactly("1 An image of 27.00", "2 This shows 26.00", "3 A photo of 25.00");

        page.locator("#weightings input[value=confidence]").focus();
        page.keyboard().press("ArrowRight");
        assertThat(ranked(page)).containsExactly("1 A photo of 75.00", "2 An image of 74.00", "3 This shows 73.00");

        page.keyboard().press("ArrowRight");
        assertThat(ranked(page)).containsExactly("1 An image of 30.00", "2 This shows 29.00", "3 A photo of 28.00");
    }

    @Test
    void thePairwiseTableSaysWhoBeatsWhomAndWhetherSignificantly() {
        PlantedResults.plant(shown.state());
        shown.open();

        String better = ", significantly better";
        String worse = ", significantly worse";
        String even = ", not significant";
        assertThat(shown.rows("#pairs"))
                .containsExactly(
                        List.of("1 An image of", "", "+2.00" + better, "+0.10" + even, "1", "10"),
                        List.of("2 A photo of", "−2.00" + worse, "", "−1.90" + worse, "0", "9"),
                        List.of("3 This shows", "−0.10" + even, "+1.90" + better, "", "1", "8"));
    }

    @Test
    void fivePromptsAgainstEachOtherAreSeenWithoutScrolling() {
        PlantedResults.plantFive(shown.state());
        Page page = shown.open();
        page.setViewportSize(1280, 800);

        assertThat(shown.rows("#pairs")).hasSize(5).allSatisfy(row -> assertThat(row)
                .hasSize(8));
        assertThat(page.locator("#pairs .scroll").evaluate("pairs => pairs.scrollWidth - pairs.clientWidth"))
                .isEqualTo(0);
    }

    @Test
    void theHistogramsHoldTheCountsOfTheRecords() {
        PlantedResults.plant(shown.state());
        Page page = shown.open();

        List<List<String>> rows = shown.rows("#scores");
        assertThat(rows)
                .contains(
                        List.of("28.0 to 28.5", "4", "0", "4", "0"),
                        List.of("29.0 to 29.5", "2", "0", "0", "2"),
                        List.of("30.0 to 30.5", "3", "3", "0", "0"),
                        List.of("31.0 to 31.5", "1", "1", "0", "0"),
                        List.of("Mean", "29.00", "30.00", "28.00", "29.00"),
                        List.of("Mean control", "18.20", "18.20", "18.20", "18.20"));
        assertThat(page.locator("#scores figure").count()).isEqualTo(4);
        assertThat(page.locator("#scores figure").first().locator("rect").count())
                .isEqualTo(4);
    }

    @Test
    void theCompatibilityMatrixFollowsItsCentre() {
        PlantedResults.plant(shown.state());
        Page page = shown.open();
        assertThat(shown.rows("#compatibility"))
                .containsExactly(
                        List.of("1 An image of", "+12.00", "+7.00"), List.of("2 A photo of", "+8.00", "+9.00"));

        page.locator("#centre").fill("27");
        assertThat(shown.rows("#compatibility"))
                .containsExactly(List.of("1 An image of", "+3.00", "−2.00"), List.of("2 A photo of", "−1.00", "0.00"));

        page.locator("#centre").fill("");
        assertThat(shown.rows("#compatibility").get(0)).contains("+12.00");
    }

    @Test
    void theBestAndTheWorstCaptionsHaveTheirCumulativeMeans() {
        PlantedResults.plant(shown.state());
        Page page = shown.open();

        assertThat(shown.rows("#cumulative"))
                .containsExactly(List.of("1", "36.00", "10.00"), List.of("2", "35.00", "11.50"));
        assertThat(page.locator("#best .caption").allInnerTexts())
                .containsExactly("An image of a top", "An image of a next");
        assertThat(page.locator("#worst .clip").allInnerTexts()).containsExactly("10.0", "13.0");
        assertThat(page.content()).doesNotContain("key=secret");
    }

    @Test
    void anImageIsFoundByItsIdWithTheKeyboardAlone() {
        caption("fruit/apple.png", 0, 31.25);
        caption("fruit/apple.png", 1, 32.5);
        caption("other.png", 0, 20);
        Page page = shown.open();

        page.locator("#image-id").focus();
        page.keyboard().type("apple");
        page.keyboard().press("Enter");

        page.locator("dialog[open] .side-by-side").waitFor();
        assertThat(page.locator("#detail-title").innerText()).isEqualTo("fruit/apple.png");
        assertThat(shown.rows("#detail .side-by-side"))
                .containsExactly(
                        List.of(
                                "An image of a red apple.",
                                "31.25",
                                "18.50",
                                "12.75",
                                "0.900",
                                "28.13",
                                "78.13",
                                "7",
                                "sentence"),
                        List.of(
                                "Best: An image of a red apple.",
                                "32.50",
                                "18.50",
                                "14.00",
                                "0.900",
                                "29.25",
                                "81.25",
                                "7",
                                "sentence"));
        assertThat(page.locator("#detail .tokens").first().locator("small").allInnerTexts())
                .containsExactly("0.40", "2.10", "1.20", "0.30");
        assertThat(page.url()).endsWith("#image=fruit%2Fapple.png");

        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]").count()).isZero();
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("image-id");
    }

    @Test
    void anImageThatIsNotKeptIsSaidToBeSo() {
        Page page = shown.open();

        page.locator("#image-id").fill("long gone");
        page.keyboard().press("Enter");

        assertThat(page.locator("#detail-content").innerText())
                .isEqualTo("The page keeps the latest 10 images, and long gone is not among them."
                        + " Its captions are on the topic captions.");
    }

    @Test
    void deadLettersAreBrowsedByReason() {
        dead("apple", "image_not_found", "gone");
        dead("pear", "corrupt_image", "cut off");
        Page page = shown.open();
        page.getByText("Browse the latest").click();
        assertThat(shown.rows("#letters")).hasSize(2);

        page.locator("#reason").selectOption("corrupt_image");

        List<List<String>> rows = shown.rows("#letters");
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get(2))
                .contains("cut off", "pear", "caption-requests 1:42", "https://images.example/pear?...")
                .doesNotContain("secret");
        assertThat(page.locator("#letters-shown").innerText()).isEqualTo("1 of the latest dead letters");
    }

    @Test
    void markupFromOutsideIsShownAsText() {
        Caption caption = Samples.caption(MARKUP, 0, 25, NOW)
                .setUri(MARKUP)
                .setPrompt(MARKUP)
                .setPromptCount(1)
                .setCaption(MARKUP + MARKUP)
                .setTokens(List.of(Samples.token(MARKUP, 3)))
                .setModel(MARKUP)
                .build();
        shown.state().add(caption, NOW.toEpochMilli());
        dead(MARKUP, MARKUP, MARKUP);
        Page page = shown.open();

        page.locator("#latest .id").first().click();
        page.locator("dialog[open] .side-by-side").waitFor();

        assertThat(page.locator("#detail-title").textContent()).isEqualTo(MARKUP);
        assertThat(page.locator("#detail .tokens .token").textContent()).isEqualTo(MARKUP);
        assertThat(page.locator("#latest .caption").textContent()).isEqualTo(MARKUP + MARKUP);
        assertThat(page.locator("#failures .message").textContent()).isEqualTo(MARKUP);
        assertThat(page.title()).isEqualTo("captionstream");
        assertThat(page.locator("img[src=x], body script").count()).isZero();
    }

    @Test
    void aPhoneScrollsDownwardsOnly() {
        PlantedResults.plant(shown.state());
        caption("apple", 0, 31.25);
        dead("apple", "image_not_found", "gone");
        Page page = shown.open();
        page.setViewportSize(360, 740);
        page.getByText("Browse the latest").click();

        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
    }

    @Test
    void theFirstKeyLeadsToTheLatestImages() {
        Page page = shown.open();

        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.className")).isEqualTo("skip");
        page.keyboard().press("Enter");

        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("latest");
    }

    private void caption(String image, int prompt, double score) {
        shown.state().add(Samples.caption(image, prompt, score, NOW).build(), NOW.toEpochMilli());
    }

    private void dead(String image, String reason, String message) {
        DeadLetter letter = Samples.deadLetter(image, reason, message, NOW);
        letter.setUri("https://images.example/" + image + "?key=secret");
        shown.state().add(letter, 0, letters++, NOW.toEpochMilli());
    }

    private static List<String> ranked(Page page) {
        return page.locator("#ranking tbody tr:first-child").all().stream()
                .map(row ->
                        String.join(" ", row.locator("td, th").allInnerTexts().subList(0, 3)))
                .toList();
    }
}
