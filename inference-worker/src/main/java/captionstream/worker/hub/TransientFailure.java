package captionstream.worker.hub;

import java.io.IOException;
import java.time.Duration;

/** What may go well the next time: a lost connection, a busy server. */
final class TransientFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    TransientFailure(String problem) {
        this(problem, Duration.ZERO);
    }

    /** @param retryAfter how long the server asks to wait, zero if it does not */
    TransientFailure(String problem, Duration retryAfter) {
        super(problem);
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
