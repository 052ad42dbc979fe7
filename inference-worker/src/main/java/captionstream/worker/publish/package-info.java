/** Outcomes out: captions, dead letters and consumed offsets of a batch in one transaction. */
@NullMarked
package captionstream.worker.publish;

import org.jspecify.annotations.NullMarked;
