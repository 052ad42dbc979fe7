package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;

/** An image that cannot be captioned. The message is fit for a dead letter: no credentials, no query strings. */
public final class ImageRejected extends RuntimeException {
    private final DeadLetterReason reason;

    public ImageRejected(DeadLetterReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public ImageRejected(DeadLetterReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
