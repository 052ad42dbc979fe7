package captionstream.dashboard.upload;

/**
 * An uploaded image.
 *
 * @param sha256 of its bytes, in lower-case hex
 * @param uri of its file
 */
public record StoredImage(String sha256, String uri) {}
