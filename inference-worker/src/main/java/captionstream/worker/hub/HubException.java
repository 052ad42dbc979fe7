package captionstream.worker.hub;

/** A download cannot be done; the message says what went wrong, {@link #remedy} what to do about it. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    public HubException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    /** A sentence; empty where nothing is known to help. */
    public String remedy() {
        return remedy;
    }
}
