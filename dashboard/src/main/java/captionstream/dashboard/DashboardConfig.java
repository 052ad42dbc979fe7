package captionstream.dashboard;

import captionstream.dashboard.upload.UploadSettings;
import captionstream.dashboard.web.Loopback;
import captionstream.dashboard.web.PageSettings;
import captionstream.schemas.KafkaConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the dashboard.
 *
 * @param page where and to whom it is served
 * @param readOnly whether people may only look: nothing is published or replayed then
 * @param uploads where uploaded images go; null where none are taken
 * @param maxStreamClients pages that may follow the live stream at once; further ones are told to poll
 * @param recentImages images kept with their captions
 * @param history time covered by the flow chart, and how far back captions are read at the start
 */
public record DashboardConfig(
        KafkaConnection kafka,
        PageSettings page,
        boolean readOnly,
        @Nullable UploadSettings uploads,
        int maxStreamClients,
        int recentImages,
        Duration history) {

    public DashboardConfig {
        check(
                readOnly || page.access().asksWho() || Loopback.is(page.host()),
                "the dashboard would listen on " + page.host()
                        + ", where others can reach it, and let everybody publish"
                        + " and replay: give it authentication, or make it read-only");
        check(
                maxStreamClients >= 1 && maxStreamClients <= 10_000,
                "dashboard max-stream-clients is " + maxStreamClients + ": it must be between 1 and 10000");
        check(
                recentImages >= 1 && recentImages <= 1_000,
                "dashboard recent-images is " + recentImages + ": it must be between 1 and 1000");
        check(
                history.compareTo(Duration.ofMinutes(1)) >= 0 && history.compareTo(Duration.ofHours(24)) <= 0,
                "dashboard history is " + history + ": it must be between 1 minute and 24 hours");
    }

    /** On loopback, port 8080. */
    public static DashboardConfig of(KafkaConnection kafka) {
        return new DashboardConfig(kafka, PageSettings.onLoopback(8080), false, null, 500, 48, Duration.ofHours(1));
    }

    /** Both at once, since some addresses are for looking only. */
    public DashboardConfig withPage(PageSettings page, boolean readOnly) {
        return new DashboardConfig(kafka, page, readOnly, uploads, maxStreamClients, recentImages, history);
    }

    public DashboardConfig withUploads(@Nullable UploadSettings uploads) {
        return new DashboardConfig(kafka, page, readOnly, uploads, maxStreamClients, recentImages, history);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
