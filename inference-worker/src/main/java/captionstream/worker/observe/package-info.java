/** What the worker shows of itself: meters, and the endpoints that serve them. */
@NullMarked
package captionstream.worker.observe;

import org.jspecify.annotations.NullMarked;
