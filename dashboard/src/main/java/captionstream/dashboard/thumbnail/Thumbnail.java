package captionstream.dashboard.thumbnail;

import java.util.Locale;

/** A small encoded picture, at most {@value #MAX_BYTES} bytes. The bytes are not copied and must not be changed. */
public record Thumbnail(Format format, byte[] bytes) {
    public static final int MAX_BYTES = 512 * 1024;

    public Thumbnail {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "thumbnail has " + bytes.length + " bytes: at most " + MAX_BYTES + " are served");
        }
    }

    /** What the page may show as a picture. */
    public enum Format {
        PNG,
        JPEG;

        public String mediaType() {
            return "image/" + name().toLowerCase(Locale.ROOT);
        }
    }
}
