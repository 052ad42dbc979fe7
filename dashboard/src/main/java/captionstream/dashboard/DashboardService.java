package captionstream.dashboard;

import captionstream.dashboard.feed.PipelineFeed;
import captionstream.dashboard.publish.KafkaImageEvents;
import captionstream.dashboard.replay.DeadLetterReplays;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.upload.UploadFolder;
import captionstream.dashboard.web.Loopback;
import captionstream.dashboard.web.PageActions;
import captionstream.dashboard.web.PageServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
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
    private final @Nullable KafkaImageEvents publisher;
    private final PageServer page;

    private DashboardService(DashboardConfig config, Surroundings surroundings) throws IOException {
        this.config = config;
        UploadFolder uploads = uploads(config, surroundings);
        PipelineState state = new PipelineState(
                Clock.systemUTC(), config.history(), config.recentImages(), surroundings.promptsUnlessChosen());
        this.events = new EventStream(state, config.maxStreamClients());
        this.publisher = config.readOnly() ? null : KafkaImageEvents.on(config.kafka());
        this.feed = PipelineFeed.start(config.kafka(), config.history(), state);
        this.page = servePage(state, surroundings, new PageActions(publisher, uploads, replays(config, surroundings)));
        events.start(TICK);
    }

    /**
     * Serves at once; topics that do not exist yet are read when they appear.
     *
     * @throws IllegalStateException where the address cannot be listened on
     * @throws UncheckedIOException where the folder for uploads cannot be used
     */
    public static DashboardService start(DashboardConfig config, Surroundings surroundings) {
        try {
            DashboardService dashboard = new DashboardService(config, surroundings);
            LOG.atInfo().addKeyValue("url", dashboard.url()).log("Dashboard is up");
            dashboard.warnOfStrangers();
            return dashboard;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a browser on this machine finds the page. */
    public URI url() {
        String host = config.page().host();
        String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        String scheme = config.page().tls() == null ? "http://" : "https://";
        return URI.create(scheme + (name.contains(":") ? "[" + name + "]" : name) + ":" + page.port() + "/");
    }

    @Override
    public void close() {
        events.close();
        page.close();
        closeClients();
    }

    private PageServer servePage(PipelineState state, Surroundings surroundings, PageActions actions) {
        CachedThumbnails thumbnails =
                new CachedThumbnails(surroundings.thumbnails(), config.recentImages() * THUMBNAILS_PER_IMAGE);
        try {
            return PageServer.start(config.page(), state, events, thumbnails, actions, feed::alive);
        } catch (RuntimeException e) {
            events.close();
            closeClients();
            throw e;
        }
    }

    private static @Nullable UploadFolder uploads(DashboardConfig config, Surroundings surroundings)
            throws IOException {
        return config.readOnly() || config.uploads() == null
                ? null
                : UploadFolder.open(config.uploads(), surroundings.imageCheck());
    }

    private static @Nullable DeadLetterReplays replays(DashboardConfig config, Surroundings surroundings) {
        return config.readOnly() ? null : surroundings.replays();
    }

    private void warnOfStrangers() {
        if (Loopback.is(config.page().host())) {
            return;
        }
        if (!config.page().access().asksWho()) {
            LOG.atWarn().addKeyValue("host", config.page().host()).log("Whoever reaches this address may look");
        } else if (config.page().tls() == null) {
            LOG.atWarn()
                    .addKeyValue("host", config.page().host())
                    .log("Passwords and tokens come in the clear, unless a proxy in front speaks TLS");
        }
    }

    private void closeClients() {
        if (publisher != null) {
            publisher.close();
        }
        try {
            feed.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
