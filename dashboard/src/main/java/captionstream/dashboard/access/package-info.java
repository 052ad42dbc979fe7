/** Who may use the dashboard, how often, and over which connection. */
@NullMarked
package captionstream.dashboard.access;

import org.jspecify.annotations.NullMarked;
