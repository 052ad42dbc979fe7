/**
 * Questions to the statistics over HTTP, answered for all instances together. Which instance has what comes from
 * Kafka Streams; here that is an interface, and nothing here knows of Kafka.
 */
@NullMarked
package captionstream.topology.query;

import org.jspecify.annotations.NullMarked;
