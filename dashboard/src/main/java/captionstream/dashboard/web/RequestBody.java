package captionstream.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads what a request brings, within bounds that are kept while reading, whatever was announced. */
final class RequestBody {
    private static final int BUFFER = 16_384;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private RequestBody() {}

    /** @throws Refusal where there is more, or where it takes over a minute */
    static byte[] read(Context ctx, int maxBytes) throws IOException {
        if (ctx.req().getContentLengthLong() > maxBytes) {
            throw tooLarge(maxBytes);
        }
        long giveUpAt = System.nanoTime() + LONGEST.toNanos();
        InputStream in = ctx.req().getInputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (body.size() + read > maxBytes) {
                throw tooLarge(maxBytes);
            }
            if (System.nanoTime() - giveUpAt > 0) {
                throw new Refusal(HttpStatus.REQUEST_TIMEOUT, "That took over " + LONGEST.toSeconds() + " seconds.");
            }
            body.write(buffer, 0, read);
        }
        return body.toByteArray();
    }

    private static Refusal tooLarge(int maxBytes) {
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "That is larger than the " + maxBytes + " bytes allowed.");
    }
}
