/** Small pictures of images that have been captioned, and of nothing else. */
@NullMarked
package captionstream.dashboard.thumbnail;

import org.jspecify.annotations.NullMarked;
