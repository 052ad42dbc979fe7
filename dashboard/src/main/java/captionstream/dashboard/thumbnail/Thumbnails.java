package captionstream.dashboard.thumbnail;

import java.util.Optional;

/**
 * Where the page's small pictures come from. An implementation must hold itself to the same fetch policy as the worker:
 * the URI comes from a published event. It is called by several threads, only for images that have been captioned, and
 * its answers are cached.
 */
@FunctionalInterface
public interface Thumbnails {

    /** @return the picture, or nothing where the image is gone, forbidden or cannot be read */
    Optional<Thumbnail> of(ImageReference image);

    /** A page without pictures. */
    static Thumbnails none() {
        return image -> Optional.empty();
    }
}
