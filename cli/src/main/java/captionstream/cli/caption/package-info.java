/** Captioning files without Kafka. */
@NullMarked
package captionstream.cli.caption;

import org.jspecify.annotations.NullMarked;
