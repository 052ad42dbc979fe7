package captionstream.dashboard.upload;

/** Bytes that are not kept; the message says why, to whoever sent them. */
public final class UploadRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    public UploadRefusedException(String message) {
        super(message);
    }
}
