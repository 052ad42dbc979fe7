/** From an image event, as anybody may have written it, to one request of the worker. */
@NullMarked
package captionstream.topology.intake;

import org.jspecify.annotations.NullMarked;
