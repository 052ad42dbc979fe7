package captionstream.dashboard.publish;

/** An event that the cluster did not take; the message says why, for people. */
public final class PublishFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public PublishFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
