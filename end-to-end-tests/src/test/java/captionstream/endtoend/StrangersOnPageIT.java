package captionstream.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import captionstream.Caption;
import captionstream.GeneratedToken;
import captionstream.ImageEvent;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Strangers on the page of a running demo: what they write is text, and what they may not do is refused. */
class StrangersOnPageIT extends DemoPageCase {
    private static final String IMAGE = "<img src=x onerror=\"document.title='broken'\">";
    private static final String MARKUP = IMAGE + "<script>document.title='broken'</script>";
    private static final String USER = "captionstream";
    private static final String PASSWORD = "correct horse";
    private static final HasTextOptions PATIENTLY = new HasTextOptions().setTimeout(180_000);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void markup_in_ids_uris_prompts_and_captions_is_text() throws Exception {
        Page page = demo.open("");
        Path file = Files.copy(
                DemoInBrowser.sample("red-apple.twemoji.png"), demo.images().resolve(IMAGE + ".png"));

        demo.publish(event(MARKUP + "event", file.toUri().toString()));
        demo.publish(event(MARKUP + "letter", MARKUP));
        demo.publish(Topic.CAPTIONS, Caption.class, MARKUP + "caption", caption());

        for (String id : List.of(MARKUP + "event", MARKUP + "caption")) {
            within(page, "#latest", id).click();
            assertThat(page.locator("#detail-title")).hasText(id);
            assertThat(page.locator("#detail .side-by-side .caption").first()).containsText(MARKUP);
            assertThat(page.locator("#detail div > .prompt").first()).hasText(MARKUP);
            page.keyboard().press("Escape");
        }
        for (String panel : List.of("#ranking", "#pairs tbody", "#scores figcaption", "#compatibility tbody")) {
            within(page, panel, MARKUP).first().waitFor();
        }
        within(page, "#best", MARKUP + MARKUP).waitFor();
        page.getByText("Browse the latest").click();
        within(page, "#letters", MARKUP + "letter").waitFor();
        within(page, "#letters", MARKUP).waitFor();
        assertThat(page).hasTitle("captionstream");
        assertThat(page.locator("img[src=x], body script")).hasCount(0);
    }

    @Test
    void who_has_the_password_uses_the_page_and_nobody_else() throws Exception {
        try (Captionstream dashboard = dashboard(Map.of("CAPTIONSTREAM_DASHBOARD_PASSWORD", PASSWORD))) {
            String address = address(dashboard);
            for (String path : List.of("", "page/app.js", "api/state", "api/stream", "api/abilities")) {
                HttpResponse<String> refused = send(HttpRequest.newBuilder(URI.create(address + path)));
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .startsWith("Basic");
            }
            HttpRequest.Builder attempt = post(address + "api/try");
            assertThat(send(attempt).statusCode()).isEqualTo(401);
            assertThat(send(attempt.header("Authorization", basic("wrong"))).statusCode())
                    .isEqualTo(401);

            Page page = demo.chromium().open(address, new NewContextOptions().setHttpCredentials(USER, PASSWORD));
            assertThat(page.locator("#latest")).containsText("airplane");
            page.locator("#open-try").click();
            page.locator("#try-uri")
                    .fill(demo.images().resolve(SAMPLES.get(1)).toUri().toString());
            page.locator("#try-send").click();
            assertThat(page.locator("#try-status")).hasText("All its captions are here", PATIENTLY);
            page.close();
        }
    }

    @Test
    void a_dashboard_that_only_shows_takes_nothing() throws Exception {
        try (Captionstream dashboard = dashboard(Map.of("CAPTIONSTREAM_READ_ONLY", "true"))) {
            String address = address(dashboard);
            for (String path : List.of("api/try", "api/uploads", "api/dead-letters/replay")) {
                assertThat(send(post(address + path)).statusCode()).as(path).isEqualTo(404);
            }

            Page page = demo.chromium().open(address, new NewContextOptions());
            assertThat(page.locator("#latest")).containsText("airplane");
            assertThat(page.locator("#open-try")).isHidden();
            assertThat(page.locator("#replay")).isHidden();
            page.close();
        }
    }

    /** Of the demo's cluster. */
    private static Captionstream dashboard(Map<String, String> settings) {
        KafkaConnection kafka = demo.kafka();
        Map<String, String> all = new HashMap<>(settings);
        all.put("CAPTIONSTREAM_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.put("CAPTIONSTREAM_SCHEMA_REGISTRY_URL", kafka.schemaRegistryUrl().toString());
        return Captionstream.start(folder, all, "dashboard", "--port=0");
    }

    private static String address(Captionstream dashboard) {
        patiently().until(() -> dashboard.output().contains("Dashboard is up"));
        return dashboard.printed("url=\"?(http://[^\\s\"]+)");
    }

    private static HttpRequest.Builder post(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"uri\":\"https://images.example/cat.png\"}"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String password) {
        byte[] pair = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private static Locator within(Page page, String panel, String text) {
        return page.locator(panel).getByText(text, new Locator.GetByTextOptions().setExact(true));
    }

    private static ImageEvent event(String id, String uri) {
        return ImageEvent.newBuilder()
                .setId(id)
                .setUri(uri)
                .setPrompts(List.of(MARKUP, "A picture of"))
                .setTime(Instant.now())
                .build();
    }

    /** As a worker's, but for its words, and better than any. */
    private static Caption caption() {
        List<Caption> captions = TopicContents.of(demo.kafka(), Topic.CAPTIONS, Caption.class);
        return Caption.newBuilder(captions.get(0))
                .setImageId(MARKUP + "caption")
                .setUri(MARKUP)
                .setPrompt(MARKUP)
                .setPromptIndex(0)
                .setPromptCount(1)
                .setCaption(MARKUP + MARKUP)
                .setTokens(List.of(new GeneratedToken(1, MARKUP, 1.0, -1.0, List.of())))
                .setClipScore(99)
                .build();
    }
}
