/** Talking to a Confluent-compatible schema registry. */
@NullMarked
package captionstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
