package captionstream.dashboard;

import captionstream.dashboard.feed.PipelineFeed;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.Thumbnails;
import captionstream.dashboard.web.PageServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running dashboard: topics are read, the page is served, until it is closed. */
public final class DashboardService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DashboardService.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int THUMBNAILS_PER_IMAGE = 2;

    private final DashboardConfig config;
    private final PipelineFeed feed;
    private final EventStream events;
    private final PageServer page;

    private DashboardService(DashboardConfig config, Thumbnails thumbnails) {
        this.config = config;
        PipelineState state = new PipelineState(Clock.systemUTC(), config.history(), config.recentImages());
        this.events = new EventStream(state, config.maxStreamClients());
        this.feed = PipelineFeed.start(config.kafka(), config.history(), state);
        this.page = servePage(state, new CachedThumbnails(thumbnails, config.recentImages() * THUMBNAILS_PER_IMAGE));
        events.start(TICK);
    }

    /** A dashboard without pictures. */
    public static DashboardService start(DashboardConfig config) {
        return start(config, Thumbnails.none());
    }

    /**
     * Serves at once; topics that do not exist yet are read when they appear.
     *
     * @throws IllegalStateException where the address cannot be listened on
     */
    public static DashboardService start(DashboardConfig config, Thumbnails thumbnails) {
        DashboardService dashboard = new DashboardService(config, thumbnails);
        LOG.atInfo().addKeyValue("url", dashboard.url()).log("Dashboard is up");
        return dashboard;
    }

    /** Where a browser on this machine finds the page. */
    public URI url() {
        String host = config.host();
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + page.port() + "/");
    }

    @Override
    public void close() {
        events.close();
        page.close();
        closeFeed();
    }

    private PageServer servePage(PipelineState state, CachedThumbnails thumbnails) {
        try {
            return PageServer.start(
                    config.host(), config.port(), config.allowedHosts(), state, events, thumbnails, feed::alive);
        } catch (RuntimeException e) {
            events.close();
            closeFeed();
            throw e;
        }
    }

    private void closeFeed() {
        try {
            feed.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
