package captionstream.dashboard.web;

import captionstream.dashboard.state.PipelineState;
import captionstream.dashboard.state.ResultWindow;
import captionstream.dashboard.stream.EventStream;
import captionstream.dashboard.stream.StreamClient;
import captionstream.dashboard.thumbnail.CachedThumbnails;
import captionstream.dashboard.thumbnail.ImageReference;
import captionstream.dashboard.thumbnail.Thumbnail;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Serves the page, its data and its health, and does what people may do through it. */
public final class PageServer implements AutoCloseable {
    private static final Pattern THUMBNAIL = Pattern.compile("[0-9a-f]{32}");

    private final PageSettings settings;
    private final PipelineState state;
    private final EventStream events;
    private final CachedThumbnails thumbnails;
    private final PageActions actions;
    private final BooleanSupplier alive;
    private final Doorkeeper doorkeeper;
    private final PageFiles files = new PageFiles();
    private final Javalin server;

    private PageServer(
            PageSettings settings,
            PipelineState state,
            EventStream events,
            CachedThumbnails thumbnails,
            PageActions actions,
            BooleanSupplier alive) {
        this.settings = settings;
        this.state = state;
        this.events = events;
        this.thumbnails = thumbnails;
        this.actions = actions;
        this.alive = alive;
        this.doorkeeper = new Doorkeeper(settings);
        this.server = Javalin.create(this::configure);
    }

    /**
     * @param alive whether the picture is still being fed
     * @throws IllegalStateException where the address cannot be listened on
     */
    public static PageServer start(
            PageSettings settings,
            PipelineState state,
            EventStream events,
            CachedThumbnails thumbnails,
            PageActions actions,
            BooleanSupplier alive) {
        PageServer page = new PageServer(settings, state, events, thumbnails, actions, alive);
        try {
            page.server.start();
        } catch (JavalinBindException e) {
            page.close();
            throw new IllegalStateException(
                    "The dashboard cannot listen on " + settings.host() + ":" + settings.port()
                            + ": is another program using that port?",
                    e);
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
        config.jetty.addConnector((jetty, http) -> Connectors.listening(settings, jetty, http));
        config.http.maxRequestSize = 8_192;
        config.routes.before(doorkeeper::check);
        config.routes.get("/", ctx -> files.serve("index.html", ctx));
        config.routes.get("/page/{name}", ctx -> files.serve(ctx.pathParam("name"), ctx));
        config.routes.get("/api/state", ctx -> Answers.json(ctx, state.snapshot(window(ctx))));
        config.routes.get("/api/abilities", ctx -> Answers.json(ctx, Abilities.of(actions, state.promptsInUse())));
        config.routes.get("/api/stream", this::stream);
        config.routes.get("/thumbnails/{image}", this::thumbnail);
        config.routes.get(Doorkeeper.LIVE, ctx -> health(ctx, alive.getAsBoolean(), "reading"));
        config.routes.get(
                Doorkeeper.READY, ctx -> health(ctx, alive.getAsBoolean() && state.isCaughtUp(), "caught_up"));
        addActions(config.routes);
        config.routes.exception(Refusal.class, PageServer::refuse);
        config.routes.error(404, ctx -> ctx.contentType("text/plain").result("There is no such page."));
    }

    private void addActions(RoutesConfig routes) {
        if (actions.events() != null) {
            new TryRoutes(actions.events(), actions.uploads()).addTo(routes);
        }
        if (actions.replays() != null) {
            new ReplayRoutes(actions.replays()).addTo(routes);
        }
    }

    private static ResultWindow window(Context ctx) {
        return ResultWindow.ofCode(ctx.queryParam("window"))
                .orElseThrow(
                        () -> new BadRequestResponse("There is no such window: give one of " + ResultWindow.codes()));
    }

    private void stream(Context ctx) {
        Optional<StreamClient> client = events.connect(window(ctx), ctx.header("Last-Event-ID"));
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

    /** An image without picture is no content rather than not found: browsers complain of the latter on their console. */
    private void thumbnail(Context ctx) throws InterruptedException {
        String key = ctx.pathParam("image");
        if (!THUMBNAIL.matcher(key).matches()) {
            ctx.status(HttpStatus.NOT_FOUND);
            return;
        }
        Optional<ImageReference> image = state.findImage(key);
        Optional<Thumbnail> picture = image.isPresent() ? thumbnails.of(image.get()) : Optional.empty();
        if (picture.isEmpty()) {
            ctx.status(HttpStatus.NO_CONTENT);
            return;
        }
        ctx.header("Cache-Control", "private, max-age=3600")
                .contentType(picture.get().format().mediaType())
                .result(picture.get().bytes());
    }

    private static void refuse(Refusal refusal, Context ctx) {
        ctx.status(refusal.status());
        Answers.json(ctx, Map.of("error", refusal.reason()));
    }

    private static void health(Context ctx, boolean good, String condition) {
        ctx.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        Answers.json(ctx, Map.of(condition, good));
    }
}
