package captionstream.dashboard.web;

import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.state.ResultWindow;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.stream.StreamClient;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.ImageReference;
import captionstream.dashboard.thumbnail.Thumbnail;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Serves the page, its data and its health. Every route reads; none changes anything. */
public final class PageServer implements AutoCloseable {
    private final PipelineState state;
    private final EventStream events;
    private final CachedThumbnails thumbnails;
    private final BooleanSupplier alive;
    private final HostCheck hosts;
    private final PageFiles files = new PageFiles();
    private final String host;
    private final Javalin server;

    private PageServer(
            String host,
            Set<String> allowedHosts,
            PipelineState state,
            EventStream events,
            CachedThumbnails thumbnails,
            BooleanSupplier alive) {
        this.host = host;
        this.hosts = HostCheck.listeningOn(host, allowedHosts);
        this.state = state;
        this.events = events;
        this.thumbnails = thumbnails;
        this.alive = alive;
        this.server = Javalin.create(this::configure);
    }

    /**
     * @param port 0 takes a free one
     * @param alive whether the picture is still being fed
     * @throws IllegalStateException where the address cannot be listened on
     */
    public static PageServer start(
            String host,
            int port,
            Set<String> allowedHosts,
            PipelineState state,
            EventStream events,
            CachedThumbnails thumbnails,
            BooleanSupplier alive) {
        PageServer page = new PageServer(host, allowedHosts, state, events, thumbnails, alive);
        try {
            page.server.start(host, port);
        } catch (JavalinBindException e) {
            page.close();
            throw new IllegalStateException(
                    "The dashboard cannot listen on " + host + ":" + port + ": is another program using that port?", e);
        }
        return page;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.http.maxRequestSize = 8_192;
        config.routes.before(this::check);
        config.routes.get("/", ctx -> files.serve("index.html", ctx));
        config.routes.get("/page/{name}", ctx -> files.serve(ctx.pathParam("name"), ctx));
        config.routes.get("/api/state", ctx -> json(ctx, state.snapshot(window(ctx))));
        config.routes.get("/api/stream", this::stream);
        config.routes.get("/thumbnails/{image}", this::thumbnail);
        config.routes.get("/health/live", ctx -> health(ctx, alive.getAsBoolean(), "reading"));
        config.routes.get("/health/ready", ctx -> health(ctx, alive.getAsBoolean() && state.isCaughtUp(), "caught_up"));
        config.routes.error(404, ctx -> ctx.contentType("text/plain").result("There is no such page."));
    }

    private void check(Context ctx) {
        SecurityHeaders.addTo(ctx);
        if (!hosts.allows(ctx.header("Host"))) {
            ctx.status(HttpStatus.MISDIRECTED_REQUEST)
                    .result("This dashboard does not answer under that host name.")
                    .skipRemainingHandlers();
        }
    }

    private static ResultWindow window(Context ctx) {
        return ResultWindow.ofCode(ctx.queryParam("window"))
                .orElseThrow(
                        () -> new BadRequestResponse("There is no such window: give one of " + ResultWindow.codes()));
    }

    private void stream(Context ctx) {
        Optional<StreamClient> client = events.connect(window(ctx));
        if (client.isEmpty()) {
            ctx.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", "10")
                    .result("As many pages follow the stream as may.");
            return;
        }
        ctx.contentType("text/event-stream").header("X-Accel-Buffering", "no");
        ctx.future(() -> begin(client.get(), ctx));
    }

    private static CompletableFuture<?> begin(StreamClient client, Context ctx) {
        try {
            client.writeTo(ctx.res().getOutputStream());
        } catch (IOException e) {
            client.finished().complete(null);
        }
        return client.finished();
    }

    private void thumbnail(Context ctx) throws InterruptedException {
        Optional<ImageReference> image = state.findImage(ctx.pathParam("image"));
        Optional<Thumbnail> picture = image.isPresent() ? thumbnails.of(image.get()) : Optional.empty();
        if (picture.isEmpty()) {
            ctx.status(HttpStatus.NOT_FOUND);
            return;
        }
        ctx.header("Cache-Control", "private, max-age=3600")
                .contentType(picture.get().format().mediaType())
                .result(picture.get().bytes());
    }

    private static void health(Context ctx, boolean good, String condition) {
        ctx.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        json(ctx, Map.of(condition, good));
    }

    private static void json(Context ctx, Object value) {
        ctx.contentType("application/json").result(DashboardJson.bytes(value));
    }
}
