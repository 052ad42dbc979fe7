/** Reads the pipeline's topics into the picture; the only dashboard package that talks to Kafka. */
@NullMarked
package captionstream.dashboard.feed;

import org.jspecify.annotations.NullMarked;
