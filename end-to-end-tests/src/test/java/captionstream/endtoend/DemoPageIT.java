package captionstream.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import captionstream.Caption;
import captionstream.CaptionExtremes;
import captionstream.ExtremeCaption;
import captionstream.PromptRanking;
import captionstream.RankedPrompt;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a running demo, in a browser: what it draws is what the topics hold, and what is published shows up. */
class DemoPageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path SAMPLES = Path.of("../demo/images");
    private static final int PROMPTS = 5;

    @TempDir
    Path folder;

    @Test
    void a_page_shows_what_the_topics_hold_and_what_people_publish_upload_and_choose() throws Exception {
        assumeTrue(
                Chromium.isInstalled(),
                "There is no " + Chromium.EXECUTABLE + ", so the page was not tested: apt-get install chromium");
        Path images = Files.createDirectories(folder.resolve("images"));
        for (String name : List.of("banana.noto.png", "bicycle.twemoji.png", "airplane.noto.png")) {
            Files.copy(SAMPLES.resolve(name), images.resolve(name));
        }
        try (Captionstream demo = Captionstream.demo(folder, images);
                Chromium chromium = new Chromium()) {
            await().atMost(PATIENCE).until(() -> demo.output().contains("Dashboard: http"));
            KafkaConnection kafka = KafkaConnection.to(
                    demo.printed("--bootstrap-servers (\\S+)"), URI.create(demo.printed("--registry (\\S+)")));

            // when
            Page page = chromium.open(demo.printed("Dashboard: (\\S+)"));

            // then
            await().atMost(PATIENCE).until(() -> ranking(kafka, "confidence", null)
                    .filter(ranking -> ranking.getCompleteImages() == 3)
                    .isPresent());
            for (String weighting : List.of("confidence", "saliency", "raw")) {
                page.locator("#weightings input[value=" + weighting + "]").check();
                await().atMost(PATIENCE).untilAsserted(() -> assertShown(chromium, ranking(kafka, weighting, null)));
            }
            assertThat(page.locator("#best .caption").allTextContents()).containsExactlyElementsOf(best(kafka));
            page.locator("#windows input[value='1h']").check();
            await().atMost(PATIENCE).untilAsserted(() -> assertShown(chromium, ranking(kafka, "raw", "1h")));
            page.locator("#windows input[value=all]").check();

            // when
            Files.copy(SAMPLES.resolve("trophy.fluent-3d.png"), images.resolve("trophy.png"));
            try (Captionstream publish = Captionstream.start(
                    folder,
                    "publish",
                    images.resolve("trophy.png").toString(),
                    "--bootstrap-servers",
                    kafka.bootstrapServers(),
                    "--registry",
                    kafka.schemaRegistryUrl().toString())) {
                assertThat(publish.exitCode()).as(publish.output()).isZero();
            }

            // then
            page.locator("#latest .id:has-text('trophy')").waitFor();
            page.locator("#latest .id:has-text('trophy')").click();
            page.locator("dialog[open] .side-by-side").waitFor();
            assertThat(page.locator("dialog[open] .side-by-side tbody tr")).hasCount(PROMPTS);
            page.keyboard().press("Escape");

            // when
            page.locator("#open-try").click();
            page.locator("#try-prompts input").first().waitFor();
            page.locator("#try-file").setInputFiles(SAMPLES.resolve("red-apple.twemoji.png"));
            page.locator("#try-send").click();

            // then
            assertThat(page.locator("#try-status"))
                    .hasText("All its captions are here", new HasTextOptions().setTimeout(PATIENCE.toMillis()));
            assertThat(page.locator("#try-outcome .caption").first().textContent())
                    .contains("apple");
            assertThat(TopicContents.of(kafka, Topic.CAPTIONS, Caption.class)).hasSize(PROMPTS * 5);
            assertThat(chromium.complaints()).isEmpty();
            assertThat(demo.terminate()).isIn(0, 143);
        }
    }

    private static void assertShown(Chromium chromium, Optional<PromptRanking> ranking) {
        List<List<String>> rows = chromium.rows("#ranking");
        List<RankedPrompt> entries = ranking.orElseThrow().getEntries();
        assertThat(rows).hasSameSizeAs(entries);
        for (int i = 0; i < rows.size(); i++) {
            List<String> row = rows.get(i);
            RankedPrompt entry = entries.get(i);
            assertThat(row.get(0)).isEqualTo(Integer.toString(entry.getRank()));
            assertThat(row.get(1)).isEqualTo(entry.getPrompt());
            assertThat(Double.parseDouble(row.get(2)))
                    .isCloseTo(entry.getScore().getMean(), within(0.005001));
            assertThat(row.get(4)).isEqualTo(Long.toString(entry.getWins()));
        }
    }

    /** The latest one; of windows, that of the latest start. */
    private static Optional<PromptRanking> ranking(KafkaConnection kafka, String weighting, @Nullable String window) {
        return TopicContents.of(kafka, Topic.PROMPT_RANKINGS, PromptRanking.class).stream()
                .filter(Objects::nonNull)
                .filter(ranking -> ranking.getWeighting().equals(weighting))
                .filter(ranking -> Objects.equals(ranking.getWindow(), window))
                .reduce((one, other) -> isBefore(other, one) ? one : other);
    }

    private static boolean isBefore(PromptRanking one, PromptRanking other) {
        return one.getWindowStart() != null
                && other.getWindowStart() != null
                && one.getWindowStart().isBefore(other.getWindowStart());
    }

    private static List<String> best(KafkaConnection kafka) {
        return TopicContents.of(kafka, Topic.CAPTION_EXTREMES, CaptionExtremes.class).stream()
                .filter(extremes ->
                        extremes != null && extremes.getEnd().equals("best") && extremes.getWindow() == null)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .getEntries()
                .stream()
                .map(ExtremeCaption::getCaption)
                .toList();
    }
}
