/** How the picture is written as JSON. */
@NullMarked
package captionstream.dashboard.json;

import org.jspecify.annotations.NullMarked;
