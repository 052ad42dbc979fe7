/** Avro records to bytes and back, in Confluent's wire format. */
@NullMarked
package captionstream.schemas.serde;

import org.jspecify.annotations.NullMarked;
