/** Requests in: polled ahead of the model, loaded on a bounded pool, closed into batches. */
@NullMarked
package captionstream.worker.intake;

import org.jspecify.annotations.NullMarked;
