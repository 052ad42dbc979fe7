package captionstream.topology.query;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /api}, {@code /live}, {@code /ready} and {@code /metrics}; every route reads. It listens before there is
 * anything to serve, since instances tell each other where they listen when they start.
 */
public final class QueryServer implements AutoCloseable {
    private static final String RETRY_AFTER_SECONDS = "1";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final Javalin server;
    private final Instance advertised;
    private final HostNames hosts;
    private volatile @Nullable Served served;
    private volatile @Nullable Router router;

    private QueryServer(QuerySettings settings) {
        hosts = HostNames.listeningOn(settings.host(), settings.advertised(settings.port()));
        server = Javalin.create(this::configure);
        try {
            server.start(settings.host(), settings.port());
            advertised = settings.advertised(server.port());
        } catch (JavalinBindException e) {
            server.stop();
            throw new IllegalStateException(
                    "query-host " + settings.host() + ", query-port " + settings.port()
                            + " cannot be listened on: is another program using that port?",
                    e);
        }
    }

    /** @throws IllegalStateException where the address cannot be listened on */
    public static QueryServer start(QuerySettings settings) {
        return new QueryServer(settings);
    }

    /** Where other instances find this one. */
    public Instance advertised() {
        return advertised;
    }

    public int port() {
        return server.port();
    }

    public void serve(Served instance) {
        router =
                new Router(advertised, instance.placement(), instance.local(), new HttpPeers(instance.applicationId()));
        served = instance;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = 8_192;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            // an image id may be any text, and no path here leads to a file
            http.setUriCompliance(UriCompliance.UNSAFE);
        });
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        config.routes.before(this::check);
        config.routes.get(
                "/live", ctx -> health(ctx, served == null || served().live().getAsBoolean()));
        config.routes.get(
                "/ready", ctx -> health(ctx, served != null && served().ready().getAsBoolean()));
        config.routes.get("/metrics", this::metrics);
        config.routes.get(HttpPeers.PATH, this::partitions);
        new Api(() -> present(router)).addTo(config.routes);
        config.routes.exception(IllegalArgumentException.class, (e, ctx) -> problem(ctx, HttpStatus.BAD_REQUEST, e));
        config.routes.exception(NotFoundException.class, (e, ctx) -> problem(ctx, HttpStatus.NOT_FOUND, e));
        config.routes.exception(UnavailableException.class, (e, ctx) -> {
            ctx.header("Retry-After", RETRY_AFTER_SECONDS);
            problem(ctx, HttpStatus.SERVICE_UNAVAILABLE, e);
        });
    }

    private void check(Context ctx) {
        HEADERS.forEach(ctx::header);
        if (!hosts.allow(ctx.header("Host"))) {
            problem(ctx, HttpStatus.MISDIRECTED_REQUEST, "This is not to be reached under that name.");
            ctx.skipRemainingHandlers();
        }
    }

    /** Of this instance alone, for another that puts an answer together. */
    private void partitions(Context ctx) {
        String application = served().applicationId();
        if (!application.equals(ctx.header(HttpPeers.APPLICATION))) {
            throw new UnavailableException("This instance belongs to the application " + application);
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        ctx.queryParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
        String partitions = Objects.requireNonNullElse(parameters.get("partitions"), "");
        Answer answer = present(router)
                .answerHere(
                        Query.of(parameters),
                        Stream.of(partitions.split(",")).map(Integer::valueOf).toList());
        ctx.contentType("application/json").result(QueryJson.bytes(answer));
    }

    private void metrics(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                .result(served().metrics().get());
    }

    private static void health(Context ctx, boolean good) {
        ctx.status(good ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).result(good ? "ok\n" : "no\n");
    }

    private Served served() {
        return present(served);
    }

    private static <T> T present(@Nullable T started) {
        if (started == null) {
            throw new UnavailableException("This instance is starting");
        }
        return started;
    }

    private static void problem(Context ctx, HttpStatus status, Exception cause) {
        problem(ctx, status, String.valueOf(cause.getMessage()));
    }

    /** In the form of RFC 9457. */
    private static void problem(Context ctx, HttpStatus status, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", status.getMessage());
        problem.put("status", status.getCode());
        problem.put("detail", detail);
        ctx.status(status).contentType("application/problem+json").result(QueryJson.bytes(problem));
    }

    @Override
    public void close() {
        server.stop();
    }
}
