/**
 * Which prompts an image is captioned with, where not all are worth it: value classes that know nothing of Kafka. A
 * choice is a pure function of the image's id, the prompt set and the published state of the policy.
 */
@NullMarked
package captionstream.topology.allocation;

import org.jspecify.annotations.NullMarked;
