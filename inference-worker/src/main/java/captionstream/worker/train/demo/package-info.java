/** Trains the demo model from nothing: a small CLIP, a small GPT-2 and the projection between them, on drawings. */
@NullMarked
package captionstream.worker.train.demo;

import org.jspecify.annotations.NullMarked;
