package captionstream.dashboard.preview;

import captionstream.dashboard.Samples;
import captionstream.dashboard.browser.Browser;
import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.web.PageActions;
import captionstream.dashboard.web.PageServer;
import captionstream.dashboard.web.PageSettings;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * What {@code benchmarks/run.sh page} runs: how long the page takes, with an hour of history, from the request until
 * every chart is on the screen. Each visit is a new browser profile, so nothing comes from a cache. The argument is how
 * many visits; the exit code is 1 where their median takes a second or longer.
 */
public final class LoadTime {
    private static final double TARGET_MILLIS = 1_000;
    /** Looks before every frame; what is in the document then is on the screen with the frame after it. */
    private static final String WATCH = "const panels = ['#numbers .value', '#flow polygon', '#work polygon',"
            + " '#latest .card', '#ranking .mean', '#pairs .cell', '#scores .bar', '#lengths .density',"
            + " '#compatibility .cell', '#cumulative polyline', '#failures td'];"
            + "const look = () => panels.every((panel) => document.querySelector(panel))"
            + " ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look);"
            + "let done; const drawn = new Promise((resolve) => { done = resolve; }); window.drawn = drawn;"
            + "requestAnimationFrame(look);";

    private LoadTime() {}

    public static void main(String[] arguments) {
        int visits = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
        PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 48, Samples.PROMPTS);
        new InventedPipeline(state).pastHour();
        state.caughtUp();
        EventStream events = new EventStream(state, 500);
        CachedThumbnails thumbnails = new CachedThumbnails(new DrawnThumbnails(), 100);
        double median;
        try (PageServer server = PageServer.start(
                        PageSettings.onLoopback(0), state, events, thumbnails, PageActions.NONE, () -> true);
                events;
                Browser browser = Browser.start()) {
            String address = "http://127.0.0.1:" + server.port() + "/";
            System.out.printf("snapshot   %,d bytes of JSON%n", DashboardJson.bytes(state.snapshot()).length);
            visit(browser, address);
            double[] millis = DoubleStream.generate(() -> visit(browser, address))
                    .limit(visits)
                    .sorted()
                    .toArray();
            median = millis[visits / 2];
            System.out.printf(
                    "drawn in   %.0f ms (%.0f to %.0f) of %d visits; target: under %.0f%n",
                    median, millis[0], millis[visits - 1], visits, TARGET_MILLIS);
        }
        System.exit(median < TARGET_MILLIS ? 0 : 1);
    }

    /** Milliseconds from the start of the navigation. */
    private static double visit(Browser browser, String address) {
        try (BrowserContext context = browser.chromium().newContext()) {
            Page page = context.newPage();
            page.addInitScript(WATCH);
            page.navigate(address);
            return ((Number) page.evaluate("drawn")).doubleValue();
        }
    }
}
