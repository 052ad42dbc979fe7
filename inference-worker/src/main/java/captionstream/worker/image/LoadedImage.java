package captionstream.worker.image;

/**
 * An image ready for the image tower.
 *
 * @param pixels {@code [3, size, size]}, normalised
 * @param sha256 of the bytes as fetched, 64 lower-case hexadecimal digits
 * @param decodeMillis decoding and preprocessing
 */
public record LoadedImage(float[] pixels, String sha256, double fetchMillis, double decodeMillis) {}
