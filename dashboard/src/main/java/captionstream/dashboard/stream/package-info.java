/** Server-sent events: one snapshot on connection, then what changed, to clients that keep up. */
@NullMarked
package captionstream.dashboard.stream;

import org.jspecify.annotations.NullMarked;
