package captionstream.dashboard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.DeadLetter;
import captionstream.DeadLetterReplay;
import captionstream.ImageEvent;
import captionstream.PromptSet;
import captionstream.dashboard.Samples;
import captionstream.dashboard.access.Access;
import captionstream.dashboard.access.BasicAccess;
import captionstream.dashboard.access.PasswordFile;
import captionstream.dashboard.replay.ReplayResult;
import captionstream.dashboard.upload.UploadFolder;
import captionstream.dashboard.upload.UploadSettings;
import captionstream.dashboard.web.PageActions;
import captionstream.schemas.RecordPosition;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do through the page; the test answers for the pipeline behind it. */
class PageActionsIT extends ChromiumCase {
    private static final String MARKUP =
            "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
    private static final byte[] PICTURE = "a picture".getBytes(StandardCharsets.UTF_8);

    private final BlockingQueue<ImageEvent> published = new LinkedBlockingQueue<>();
    private final BlockingQueue<Set<RecordPosition>> replayed = new LinkedBlockingQueue<>();

    @TempDir
    private Path directory;

    @Test
    void anUploadedImageIsFollowedToItsCaptions() throws Exception {
        Page page = serve(Access.everybody(), new NewContextOptions()).open();
        page.locator("#open-try").click();
        page.locator("#try-file").setInputFiles(new FilePayload("../" + MARKUP + ".png", "image/png", PICTURE));
        page.locator("#try-send").click();

        ImageEvent event = published.poll(60, TimeUnit.SECONDS);
        assertThat(event.getUri()).startsWith("file:///").endsWith(event.getSha256() + ".png");
        assertThat(event.getPrompts()).isNull();
        assertThat(page.locator("#try-status")).hasText("Published. Waiting for its captions");

        caption(event, 0, "An image of", "An image of a red apple.");
        assertThat(page.locator("#try-status")).hasText("1 of 2 captions so far");
        caption(event, 1, "An image of", "An image of a red apple.");
        assertThat(page.locator("#try-status")).hasText("All its captions are here");
        assertThat(page.locator("#try-outcome .won .caption")).hasText("An image of a red apple.");
        assertThat(page.locator("#try-outcome img")).hasCount(1);
    }

    @Test
    void anImageAtAUriIsTriedUnderChosenPromptsWithTheKeyboardAlone() throws Exception {
        Page page = serve(Access.everybody(), new NewContextOptions()).open();
        page.locator("#open-try").focus();
        page.keyboard().press("Enter");
        page.locator("#try-prompts input").first().waitFor();
        page.locator("#try-uri").focus();
        page.keyboard().type("https://images.example/cat.png");
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().type("A painting of");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        ImageEvent event = published.poll(60, TimeUnit.SECONDS);
        assertThat(event.getUri()).isEqualTo("https://images.example/cat.png");
        assertThat(event.getPrompts()).containsExactly("This image shows", "A painting of");

        page.keyboard().press("Escape");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("open-try");
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingIsSent() throws Exception {
        Page page = serve(Access.everybody(), new NewContextOptions()).open();
        page.locator("#open-try").click();
        page.locator("#try-prompts input").first().waitFor();

        page.locator("#try-send").click();
        assertThat(page.locator("#try-status")).hasText("Choose a file or give a URI.");

        page.locator("#try-file").setInputFiles(new FilePayload("large.png", "image/png", new byte[1001]));
        page.locator("#try-send").click();
        assertThat(page.locator("#try-status")).hasText("That file has 1001 bytes, and at most 1000 are taken.");
        assertThat(published).isEmpty();
    }

    @Test
    void markupInPromptsCaptionsAndFailuresOfATryIsText() throws Exception {
        serve(Access.everybody(), new NewContextOptions());
        shown.state().usePrompts(new PromptSet(MARKUP, 1, List.of(MARKUP), Instant.EPOCH));
        Page page = shown.open();
        page.locator("#open-try").click();
        assertThat(page.locator("#try-prompts bdi")).hasText(MARKUP);
        page.locator("#try-uri").fill(MARKUP);
        page.locator("#try-own").fill(MARKUP + " again");
        page.locator("#try-send").click();

        ImageEvent event = published.poll(60, TimeUnit.SECONDS);
        assertThat(event.getPrompts()).containsExactly(MARKUP, MARKUP + " again");
        caption(event, 0, MARKUP, MARKUP + MARKUP);
        assertThat(page.locator("#try-outcome .caption")).hasText(MARKUP + MARKUP);
        dead(event.getId(), MARKUP, 1);
        assertThat(page.locator("#try-status")).hasText("It failed: Image not found. " + MARKUP);
        assertThat(page.title()).isEqualTo("captionstream");
        assertThat(page.locator("img[src=x], body script").count()).isZero();
    }

    @Test
    void chosenDeadLettersAreReplayedAndShownAsSuch() throws Exception {
        serve(Access.everybody(), new NewContextOptions());
        dead("apple", "gone", 17);
        dead("pear", "gone too", 18);
        dead(MARKUP, MARKUP, 19);
        Page page = shown.open();
        page.getByText("Browse the latest").click();
        assertThat(page.locator("#replay")).isDisabled();

        page.getByLabel("Replay apple").check();
        page.getByLabel("Replay " + MARKUP).focus();
        page.keyboard().press("Space");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("choose-1-19");
        assertThat(page.locator("#replay")).hasText("Replay 2");
        page.locator("#replay").click();

        assertThat(replayed.poll(60, TimeUnit.SECONDS))
                .isEqualTo(
                        Set.of(new RecordPosition("dead-letters", 1, 17), new RecordPosition("dead-letters", 1, 19)));
        assertThat(page.locator("#replay-status")).hasText("Replayed 1, left 1: already replayed");
        replayOf(17);
        page.locator("#letters td:text-is('Replayed')").waitFor();
        assertThat(page.locator("#letters [type=checkbox][id^=choose-1]").count())
                .isEqualTo(2);
        page.locator("#choose-all").check();
        assertThat(page.locator("#replay")).hasText("Replay 2");
        assertThat(page.title()).isEqualTo("captionstream");
    }

    @Test
    void whoLogsInSeesThePageLive() throws Exception {
        Access access = new BasicAccess(PasswordFile.of("anna", "correct horse"));
        Page page = serve(access, new NewContextOptions().setHttpCredentials("anna", "correct horse"))
                .open();
        shown.state()
                .add(
                        Samples.caption("apple", 0, 25, Instant.now()).build(),
                        Instant.now().toEpochMilli());

        page.locator("#latest .id").waitFor();
        page.locator("#open-try").click();
        page.locator("#try-uri").fill("file:///images/cat.png");
        page.locator("#try-send").click();
        assertThat(published.poll(60, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void readOnlyThereIsNothingToPress() throws Exception {
        shown = new PageInBrowser(browser);
        dead("apple", "gone", 17);
        Page page = shown.open();
        page.getByText("Browse the latest").click();

        assertThat(page.locator("#open-try")).isHidden();
        assertThat(page.locator("#replay")).isHidden();
        assertThat(page.locator("#letters [type=checkbox]").count()).isZero();
    }

    private PageInBrowser serve(Access access, NewContextOptions options) throws IOException {
        UploadFolder uploads = UploadFolder.open(new UploadSettings(directory, 1_000, 10_000), bytes -> "png");
        shown = new PageInBrowser(browser, new PageActions(published::add, uploads, this::replay), access, options);
        return shown;
    }

    private ReplayResult replay(Set<RecordPosition> letters) {
        replayed.add(letters);
        return new ReplayResult(1, Map.of("already replayed", 1L));
    }

    private void caption(ImageEvent event, int prompt, String promptText, String text) {
        Caption caption = Samples.caption(event.getId(), prompt, 25, Instant.now())
                .setUri(event.getUri())
                .setPrompt(promptText)
                .setCaption(text)
                .build();
        shown.state().add(caption, Instant.now().toEpochMilli());
    }

    private void dead(String image, String message, long offset) {
        DeadLetter letter = Samples.deadLetter(image, "image_not_found", message, Instant.now());
        shown.state().add(letter, 1, offset, Instant.now().toEpochMilli());
    }

    private void replayOf(long offset) {
        shown.state()
                .add(DeadLetterReplay.newBuilder()
                        .setPartition(1)
                        .setOffset(offset)
                        .setTopic("image-events")
                        .setOriginPartition(0)
                        .setOriginOffset(0)
                        .setReason("image_not_found")
                        .setAttempts(1)
                        .setTime(Instant.now())
                        .build());
    }
}
