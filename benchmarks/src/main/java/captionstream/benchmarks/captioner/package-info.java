/** The captioner by itself: its memory and its precision. */
@NullMarked
package captionstream.benchmarks.captioner;

import org.jspecify.annotations.NullMarked;
