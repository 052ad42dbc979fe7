package captionstream.dashboard.preview;

import captionstream.dashboard.Samples;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.web.PageActions;
import captionstream.dashboard.web.PageServer;
import captionstream.dashboard.web.PageSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The page with an invented pipeline behind it, to look at while working on it: arguments are the port and, if wanted,
 * {@code empty} or {@code hostile}.
 */
public final class Preview {
    private Preview() {}

    public static void main(String[] arguments) throws InterruptedException {
        PipelineState state = new PipelineState(Clock.systemUTC(), Duration.ofHours(1), 48, Samples.PROMPTS);
        EventStream events = new EventStream(state, 500);
        InventedPipeline pipeline = new InventedPipeline(state);
        switch (arguments.length < 2 ? "" : arguments[1]) {
            case "empty" -> {}
            case "hostile" -> pipeline.hostile();
            default -> {
                pipeline.pastHour();
                pipeline.goOn(Duration.ofSeconds(2));
            }
        }
        state.caughtUp();
        events.start(Duration.ofSeconds(1));
        PageServer page = PageServer.start(
                PageSettings.onLoopback(Integer.parseInt(arguments[0])),
                state,
                events,
                new CachedThumbnails(new DrawnThumbnails(), 100),
                PageActions.NONE,
                () -> true);
        System.out.println("http://127.0.0.1:" + page.port() + "/");
        new CountDownLatch(1).await();
    }
}
