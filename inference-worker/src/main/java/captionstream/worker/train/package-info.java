/** Trains the demo model: a small CLIP, a small GPT-2 and the projection between them, on freely licensed pictures. */
@NullMarked
package captionstream.worker.train;

import org.jspecify.annotations.NullMarked;
