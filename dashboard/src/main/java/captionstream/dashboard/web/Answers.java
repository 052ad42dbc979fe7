package captionstream.dashboard.web;

import captionstream.dashboard.json.DashboardJson;
import io.javalin.http.Context;

/** Writes answers that programs read. */
final class Answers {
    private Answers() {}

    static void json(Context ctx, Object value) {
        ctx.contentType("application/json").result(DashboardJson.bytes(value));
    }
}
