/** The one thing the dashboard writes itself: image events. */
@NullMarked
package captionstream.dashboard.publish;

import org.jspecify.annotations.NullMarked;
