package captionstream.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.ImageEvent;
import captionstream.schemas.Topic;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people publish, upload, look up and replay on the page of a running demo goes through its pipeline. */
class DemoPageIT extends DemoPageCase {
    private static final HasTextOptions PATIENTLY = new HasTextOptions().setTimeout(180_000);

    @Test
    void a_published_image_appears_and_leads_to_its_details() throws Exception {
        Page page = demo.open("");
        Path trophy = Files.copy(
                DemoInBrowser.sample("trophy.fluent-3d.png"), demo.images().resolve("trophy.png"));

        demo.publish(event("trophy", trophy));

        page.locator("#latest .id:text-is('trophy')").click();
        patiently().untilAsserted(() -> new DrawnDetails(page).assertShows(captions("trophy")));
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
    }

    @Test
    void the_flow_is_that_of_the_topics() throws Exception {
        Path broken = demo.images().resolve("flow.png");
        byte[] apple = Files.readAllBytes(DemoInBrowser.sample("red-apple.twemoji.png"));
        Files.write(broken, Arrays.copyOf(apple, apple.length / 2));
        Page page = demo.open("");

        demo.publish(event("flow-broken", broken));
        demo.publish(event("flow-missing", demo.images().resolve("missing.png")));
        demo.publish(event("flow-apple", demo.images().resolve(SAMPLES.get(0))));

        DrawnFlow flow = new DrawnFlow(page);
        patiently().untilAsserted(() -> assertThat(captions("flow-apple")).hasSize(PROMPTS));
        patiently().untilAsserted(() -> flow.assertRates(PublishedFlow.read(demo.kafka())));
        PublishedResults results = new PublishedResults(demo.kafka(), "all");
        patiently().untilAsserted(() -> {
            assertThat(letters("flow-broken", "flow-missing")).isEqualTo(2);
            long captions = results.statistics().stream()
                    .mapToLong(prompt -> prompt.getClipScore().getCount())
                    .sum();
            flow.assertShows(
                    PublishedFlow.read(demo.kafka()), results.ranking("raw").getImages(), captions);
        });
    }

    @Test
    void an_uploaded_image_is_captioned() {
        Page page = demo.open("");
        page.locator("#open-try").click();
        page.locator("#try-prompts input").first().waitFor();
        page.locator("#try-file").setInputFiles(DemoInBrowser.sample("red-apple.twemoji.png"));

        page.locator("#try-send").click();

        assertThat(page.locator("#try-status")).hasText("All its captions are here", PATIENTLY);
        assertThat(page.locator("#try-outcome .caption")).hasCount(PROMPTS);
        assertThat(page.locator("#try-outcome .caption").first()).containsText("apple");
    }

    @Test
    void a_dead_letter_is_replayed_once_its_cause_is_mended() throws Exception {
        Path broken = Files.writeString(demo.images().resolve("broken.png"), "no image at all");
        Page page = demo.open("");
        demo.publish(event("broken", broken));
        page.locator("#letters tr:has-text('broken')").waitFor(Drawn.attached());
        page.getByText("Browse the latest").click();
        Locator letter = page.locator("#letters tbody tr:has(bdi:text-is('broken'))");
        assertThat(letter).containsText("Unknown image format");

        Path mended = demo.images().resolve("mended.png");
        Files.copy(DemoInBrowser.sample("red-apple.twemoji.png"), mended);
        Files.move(mended, broken, StandardCopyOption.REPLACE_EXISTING);
        page.getByLabel("Replay broken", new Page.GetByLabelOptions().setExact(true))
                .check();
        page.locator("#replay").click();

        assertThat(page.locator("#replay-status")).hasText("Replayed 1", PATIENTLY);
        assertThat(letter.locator("td").last()).hasText("Replayed", PATIENTLY);
        page.locator("#latest .card:has(.id:text-is('broken')) .won").waitFor();
        assertThat(captions("broken")).hasSize(PROMPTS).allSatisfy(caption -> assertThat(caption.getCaption())
                .contains("apple"));
    }

    @Test
    void everything_is_reached_with_the_keyboard_alone() {
        Page page = demo.open("");
        Keys keys = new Keys(page);
        String image = page.locator("#latest a.id").first().textContent();

        keys.press("Tab", "Enter");
        assertThat(keys.focused()).isEqualTo("latest");
        keys.tabTo("#latest a.id");
        keys.press("Enter");
        assertThat(page.locator("#detail-title")).hasText(image);
        keys.press("Escape");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(page.locator("#latest a.id").first()).isFocused();

        keys.tabTo("#windows input");
        keys.press("ArrowRight", "ArrowRight", "ArrowRight");
        keys.tabTo("#weightings input");
        keys.press("ArrowRight");
        assertThat(page.locator("#windows input[value='1h']")).isChecked();
        patiently().untilAsserted(() -> new DrawnRanking(page)
                .assertShows(new PublishedResults(demo.kafka(), "1h").ranking("saliency")));
        assertThat(page.url()).endsWith("#window=1h&weighting=saliency");

        keys.tabTo("#centre-mean");
        keys.press("Enter");
        assertThat(page.locator("#centre-mean")).hasAttribute("aria-pressed", "true");
        keys.tabTo("#best .origin a");
        keys.press("Enter");
        page.locator("dialog[open] .side-by-side").waitFor();
        keys.tabTo("#close-detail");
        keys.press("Enter");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        assertThat(page.locator("#best .origin a").first()).isFocused();
    }

    private static List<Caption> captions(String image) {
        return TopicContents.of(demo.kafka(), Topic.CAPTIONS, Caption.class).stream()
                .filter(caption -> caption.getImageId().equals(image))
                .toList();
    }

    private static long letters(String... images) {
        return TopicContents.of(demo.kafka(), Topic.DEAD_LETTERS, DeadLetter.class).stream()
                .filter(letter -> Set.of(images).contains(letter.getImageId()))
                .count();
    }

    private static ImageEvent event(String id, Path file) {
        return ImageEvent.newBuilder()
                .setId(id)
                .setUri(file.toUri().toString())
                .setTime(Instant.now())
                .build();
    }
}
