/** The picture of the pipeline that the page shows: bounded, in memory, and without Kafka. */
@NullMarked
package captionstream.dashboard.state;

import org.jspecify.annotations.NullMarked;
