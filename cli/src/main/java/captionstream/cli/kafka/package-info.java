/** Reaching a cluster and reading its topics. */
@NullMarked
package captionstream.cli.kafka;

import org.jspecify.annotations.NullMarked;
