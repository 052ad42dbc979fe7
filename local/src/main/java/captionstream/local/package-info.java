/** A real Kafka broker and a schema registry inside this process, for one machine and for tests. */
@NullMarked
package captionstream.local;

import org.jspecify.annotations.NullMarked;
