package captionstream.worker.train;

/** A training that cannot begin or go on with what it was given; the message says why and what to do. */
public final class TrainingRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingRefused(String message) {
        super(message);
    }

    public TrainingRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
