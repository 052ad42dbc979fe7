/** The two stream applications: intake before the workers, statistics after them. */
@NullMarked
package captionstream.topology;

import org.jspecify.annotations.NullMarked;
