package captionstream.local;

import org.jspecify.annotations.Nullable;

/** The embedded broker or registry could not start; the message says why in one line. */
public final class LocalStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LocalStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
