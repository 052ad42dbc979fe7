package captionstream.dashboard.upload;

import java.nio.file.Path;

/**
 * Where uploaded images are kept.
 *
 * @param root a folder of their own; made where there is none
 * @param maxBytes of one image
 * @param maxTotalBytes of all: the oldest give way
 */
public record UploadSettings(Path root, int maxBytes, long maxTotalBytes) {
    public UploadSettings {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("upload max-bytes is " + maxBytes + ": it must be 1 at least");
        }
        if (maxTotalBytes < maxBytes) {
            throw new IllegalArgumentException("upload space is " + maxTotalBytes
                    + " bytes: it must have room for the largest image, of " + maxBytes);
        }
    }
}
