/**
 * What is counted, and how: exact value classes that know nothing of Kafka. Scores are held as integers of millionths
 * (each was rounded once, where it was made), so sums have no rounding, a contribution can be taken back exactly, and
 * neither order nor partitioning can be seen in a result.
 */
@NullMarked
package captionstream.topology.statistics;

import org.jspecify.annotations.NullMarked;
