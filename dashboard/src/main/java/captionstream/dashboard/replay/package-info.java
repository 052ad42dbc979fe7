/** What the page asks of whoever publishes dead letters again. */
@NullMarked
package captionstream.dashboard.replay;

import org.jspecify.annotations.NullMarked;
