/** What becomes of records that cannot be used, and of threads that die. */
@NullMarked
package captionstream.topology.failure;

import org.jspecify.annotations.NullMarked;
