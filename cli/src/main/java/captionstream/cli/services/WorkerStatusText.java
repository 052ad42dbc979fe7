package captionstream.cli.services;

import captionstream.worker.observe.WorkerStatus;
import java.util.Locale;

/** A worker's state in less than a terminal's width. */
final class WorkerStatusText {
    private WorkerStatusText() {}

    static String of(WorkerStatus status) {
        return String.format(
                Locale.ROOT,
                "%d images, %.1f/s, %.0f tokens/s, %d dead letters, %d waiting, lag %.1f s",
                status.images(),
                status.imagesPerSecond(),
                status.tokensPerSecond(),
                status.deadLetters(),
                status.waiting(),
                status.lagSeconds());
    }
}
