package captionstream.dashboard.web;

import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.replay.DeadLetterReplays;
import captionstream.dashboard.replay.ReplayFailedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the dead letters replayed that were chosen on the page, for one request at a time. */
final class ReplayRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRoutes.class);

    private final DeadLetterReplays replays;
    private final AtomicBoolean underWay = new AtomicBoolean();

    ReplayRoutes(DeadLetterReplays replays) {
        this.replays = replays;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/dead-letters/replay", this::replay);
    }

    private void replay(Context ctx) throws IOException {
        SameOrigin.require(ctx);
        SameOrigin.requireContent(ctx, "application/json");
        ReplayRequest request = DashboardJson.read(RequestBody.read(ctx, ReplayRequest.MAX_BYTES), ReplayRequest.class)
                .orElseThrow(() -> new Refusal(HttpStatus.BAD_REQUEST, "That names no dead letters."));
        if (!underWay.compareAndSet(false, true)) {
            throw new Refusal(HttpStatus.CONFLICT, "A replay is under way. Wait for its end.");
        }
        try {
            Answers.json(ctx, replays.replay(request.positions()));
        } catch (ReplayFailedException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("A replay failed");
            throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + ".");
        } finally {
            underWay.set(false);
        }
    }
}
