/** Avro records as JSON. */
@NullMarked
package captionstream.cli.json;

import org.jspecify.annotations.NullMarked;
