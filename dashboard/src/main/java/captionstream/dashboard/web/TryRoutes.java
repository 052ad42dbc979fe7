package captionstream.dashboard.web;

import captionstream.ImageEvent;
import captionstream.dashboard.access.RateLimit;
import captionstream.dashboard.json.DashboardJson;
import captionstream.dashboard.publish.ImageEvents;
import captionstream.dashboard.publish.PublishFailedException;
import captionstream.dashboard.upload.StoredImage;
import captionstream.dashboard.upload.UploadFolder;
import captionstream.dashboard.upload.UploadRefusedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an image from the page, and publishes an event about it as anybody else would. */
final class TryRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(TryRoutes.class);
    private static final int UPLOADS_AT_ONCE = 2;
    private static final int A_MINUTE = 30;
    private static final int ID_BYTES = 8;

    private final SecureRandom random = new SecureRandom();
    private final RateLimit limit = new RateLimit(A_MINUTE, Duration.ofMinutes(1), System::nanoTime);
    private final Semaphore uploading = new Semaphore(UPLOADS_AT_ONCE);
    private final ImageEvents events;
    private final @Nullable UploadFolder uploads;

    TryRoutes(ImageEvents events, @Nullable UploadFolder uploads) {
        this.events = events;
        this.uploads = uploads;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/try", this::tryImage);
        if (uploads != null) {
            routes.post("/api/uploads", ctx -> upload(ctx, uploads));
        }
    }

    private void upload(Context ctx, UploadFolder folder) throws IOException {
        SameOrigin.require(ctx);
        SameOrigin.requireContent(ctx, "application/octet-stream");
        takeTurn(ctx);
        if (!uploading.tryAcquire()) {
            throw tooMany(ctx, 1, "Others are uploading just now. Try again in a moment.");
        }
        try {
            StoredImage stored = folder.store(RequestBody.read(ctx, folder.maxBytes()));
            ctx.status(HttpStatus.CREATED);
            Answers.json(ctx, Map.of("upload", stored.sha256()));
        } catch (UploadRefusedException e) {
            throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, "Not an image to caption: " + e.getMessage() + ".");
        } finally {
            uploading.release();
        }
    }

    private void tryImage(Context ctx) throws IOException {
        SameOrigin.require(ctx);
        SameOrigin.requireContent(ctx, "application/json");
        takeTurn(ctx);
        TryRequest request = DashboardJson.read(RequestBody.read(ctx, TryRequest.MAX_BYTES), TryRequest.class)
                .orElseThrow(() -> new Refusal(HttpStatus.BAD_REQUEST, "That is no request to try an image."));
        ImageEvent event = event(request);
        try {
            events.publish(event);
        } catch (PublishFailedException e) {
            LOG.atWarn().addKeyValue("cause", e.getMessage()).log("An image to try could not be published");
            throw new Refusal(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage() + ".");
        }
        ctx.status(HttpStatus.ACCEPTED);
        Answers.json(ctx, Map.of("image_id", event.getId()));
    }

    private ImageEvent event(TryRequest request) throws IOException {
        ImageEvent.Builder event = ImageEvent.newBuilder()
                .setId(newId())
                .setPrompts(request.prompts())
                .setAttributes(Map.of("published_by", "dashboard"))
                .setTime(Instant.now());
        if (request.uri() != null) {
            return event.setUri(request.uri()).build();
        }
        StoredImage stored = stored(String.valueOf(request.upload()));
        return event.setUri(stored.uri()).setSha256(stored.sha256()).build();
    }

    private StoredImage stored(String upload) throws IOException {
        if (uploads == null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "This dashboard takes no uploads.");
        }
        return uploads.find(upload)
                .orElseThrow(
                        () -> new Refusal(HttpStatus.CONFLICT, "That upload is not here any more. Upload it again."));
    }

    /** A try is an image of its own, however often the same picture is tried: intake drops repeated ids. */
    private String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "try-" + HexFormat.of().formatHex(bytes);
    }

    private void takeTurn(Context ctx) {
        if (!limit.take()) {
            throw tooMany(ctx, limit.secondsToWait(), "Too many images to try at once. Try again in a moment.");
        }
    }

    private static Refusal tooMany(Context ctx, long seconds, String message) {
        ctx.header("Retry-After", Long.toString(seconds));
        return new Refusal(HttpStatus.TOO_MANY_REQUESTS, message);
    }
}
