package captionstream.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.Locale;

/**
 * Whether a request that changes something comes from this page. Browsers send passwords along with requests that other
 * sites make them send; but they also say which site it was, and hold other sites back from content types that no form
 * can send. Programs, which other sites cannot drive, say neither.
 */
final class SameOrigin {
    private SameOrigin() {}

    /** @throws Refusal where a browser says that the request comes from elsewhere */
    static void require(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            throw elsewhere();
        }
        String origin = ctx.header("Origin");
        if (origin != null && !authority(origin).equalsIgnoreCase(String.valueOf(ctx.header("Host")))) {
            throw elsewhere();
        }
    }

    /** @throws Refusal where the content is of another type; parameters such as {@code charset} are left aside */
    static void requireContent(Context ctx, String type) {
        String given =
                String.valueOf(ctx.contentType()).split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!given.equals(type)) {
            throw new Refusal(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send this as " + type + ".");
        }
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Refusal elsewhere() {
        return new Refusal(HttpStatus.FORBIDDEN, "Only this dashboard's own page may ask for that.");
    }
}
