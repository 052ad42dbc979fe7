package captionstream.dashboard.browser;

import captionstream.dashboard.Samples;
import captionstream.dashboard.access.Access;
import captionstream.dashboard.preview.DrawnThumbnails;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.web.PageActions;
import captionstream.dashboard.web.PageServer;
import captionstream.dashboard.web.PageSettings;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The served page, open in a browser, and everything the browser complained about. */
final class PageInBrowser implements AutoCloseable {
    private final PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 10, Samples.PROMPTS);
    private final EventStream events = new EventStream(state, 4);
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final PageServer server;
    private final BrowserContext context;
    private final Page page;

    /** Everybody may look at it, and do nothing else. */
    PageInBrowser(Browser browser) {
        this(browser, PageActions.NONE, Access.everybody(), new NewContextOptions());
    }

    PageInBrowser(Browser browser, PageActions actions, Access access, NewContextOptions options) {
        state.caughtUp();
        events.start(Duration.ofMillis(100));
        server = PageServer.start(
                new PageSettings("127.0.0.1", 0, Set.of(), access, null),
                state,
                events,
                new CachedThumbnails(new DrawnThumbnails(), 20),
                actions,
                () -> true);
        context = browser.chromium().newContext(options);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (!message.type().equals("log")) {
                complaints.add(message.type() + ": " + message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> requests.add(request.url()));
        page.addInitScript("addEventListener('securitypolicyviolation',"
                + " (event) => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI))");
    }

    PipelineState state() {
        return state;
    }

    Page open() {
        return open("");
    }

    /** @param hash what stands after the page's address, "#" included */
    Page open(String hash) {
        page.navigate(address() + hash);
        page.locator("#status[data-state=live]").waitFor();
        return page;
    }

    String address() {
        return "http://127.0.0.1:" + server.port() + "/";
    }

    List<String> complaints() {
        return complaints;
    }

    List<String> requests() {
        return requests;
    }

    /** The text of a table's body, row by row. */
    @SuppressWarnings("unchecked")
    List<List<String>> rows(String table) {
        return (List<List<String>>) page.locator(table + " tbody tr")
                .evaluateAll("rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))");
    }

    @Override
    public void close() {
        context.close();
        events.close();
        server.close();
    }
}
