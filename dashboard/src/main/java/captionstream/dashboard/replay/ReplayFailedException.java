package captionstream.dashboard.replay;

/** A replay that did not come to its end; the message says why, for people. */
public final class ReplayFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ReplayFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
