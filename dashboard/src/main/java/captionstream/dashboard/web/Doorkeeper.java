package captionstream.dashboard.web;

import captionstream.dashboard.access.Access;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** Looks at every request before anything else does: the name it was sent to, and who sends it. */
final class Doorkeeper {
    /** Probes know no password, and learn nothing but whether all is well. */
    static final String LIVE = "/health/live";

    static final String READY = "/health/ready";

    private final HostCheck hosts;
    private final Access access;

    Doorkeeper(PageSettings settings) {
        this.hosts = HostCheck.listeningOn(settings.host(), settings.allowedHosts());
        this.access = settings.access();
    }

    void check(Context ctx) {
        SecurityHeaders.addTo(ctx);
        if (!hosts.allows(ctx.header("Host"))) {
            turnAway(ctx, HttpStatus.MISDIRECTED_REQUEST, "This dashboard does not answer under that host name.");
        } else if (!ctx.path().equals(LIVE) && !ctx.path().equals(READY)) {
            admit(ctx);
        }
    }

    private void admit(Context ctx) {
        switch (access.admit(ctx.header("Authorization"))) {
            case ADMITTED -> {}
            case REFUSED -> {
                access.challenges().forEach(challenge -> ctx.res().addHeader("WWW-Authenticate", challenge));
                turnAway(ctx, HttpStatus.UNAUTHORIZED, "This dashboard asks who you are.");
            }
            case TOO_MANY_ATTEMPTS -> {
                ctx.header("Retry-After", "60");
                turnAway(ctx, HttpStatus.TOO_MANY_REQUESTS, "Too many wrong passwords of late. Try again in a minute.");
            }
        }
    }

    private static void turnAway(Context ctx, HttpStatus status, String message) {
        ctx.status(status).result(message).skipRemainingHandlers();
    }
}
