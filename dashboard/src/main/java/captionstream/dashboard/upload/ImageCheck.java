package captionstream.dashboard.upload;

/** Tells whether bytes that somebody uploads may be an image, by the same rules as the worker. */
@FunctionalInterface
public interface ImageCheck {

    /**
     * Looks at the first bytes and the header; the pixels are the worker's to judge.
     *
     * @return the format's name in lower-case letters, such as {@code jpeg}
     * @throws UploadRefusedException where the worker would refuse the image for its format or its size
     */
    String format(byte[] bytes) throws UploadRefusedException;
}
