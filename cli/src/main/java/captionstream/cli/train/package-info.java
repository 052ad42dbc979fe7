/** Training: the projection of any bundle, and all of the demo's. */
@NullMarked
package captionstream.cli.train;

import org.jspecify.annotations.NullMarked;
